import Synchronization

/// Joins a task's cancellation with its request, whichever comes first.
final class AsyncCall: Sendable {
    private enum State {
        case waiting
        case started(Request)
        case cancelled
    }

    private let state = Mutex(State.waiting)

    func start(_ request: Request) {
        let isCancelled = state.withLock { state in
            if case .cancelled = state { return true }
            state = .started(request)
            return false
        }
        if isCancelled { request.cancel() }
    }

    func cancel() {
        let request = state.withLock { state -> Request? in
            defer { state = .cancelled }
            if case .started(let request) = state { return request }
            return nil
        }
        request?.cancel()
    }
}
