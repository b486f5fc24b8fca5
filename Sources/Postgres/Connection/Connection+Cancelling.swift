import NIOCore

/// Stopping what nobody waits for any more.
extension Connection {
    /// Stops a request that nobody waits for, if it runs now and shares its Sync with none.
    func stop(_ request: Request) {
        guard let head = expected.first, head.request === request, head.isAlone, case .none = cancellation else { return }
        pool.quiesce(self)
        sendCancellation(first: .now())
    }

    private func sendCancellation(first: NIODeadline) {
        guard let canceller else { return }
        cancellation = .sending(first: first)
        let loop = doorbell.eventLoop
        let target = NIOLoopBound(self, eventLoop: loop)
        canceller.send {
            loop.execute { target.value.cancellationArrived() }
        }
    }

    private func cancellationArrived() {
        if case .sending(let first) = cancellation { cancellation = .sent(first: first, last: .now()) }
        settleCancellation()
    }

    func settleCancellation() {
        guard case .sent = cancellation, expected.isEmpty, !isClosed else { return }
        cancellation = .none
        pool.resume(self)
    }

    /// A request may have been called off while it stood behind another one.
    func stopCancelledHead() {
        guard headIsUnwanted, let request = expected.first?.request else { return }
        stop(request)
    }

    private var headIsUnwanted: Bool { expected.first?.request.map { $0.isCancelled || $0.isOverdue } ?? false }

    /// Looks after what runs too long; to be called now and then.
    func checkDeadlines(now: NIODeadline) {
        switch cancellation {
        case .sending(let first), .sent(let first, _):
            if now - first > settings.cancellationGrace { return close() }
        case .none: break
        }
        // A cancellation that comes before its statement does nothing: say it again while the statement runs.
        if case .sent(let first, let last) = cancellation, now - last > .milliseconds(100), headIsUnwanted {
            sendCancellation(first: first)
        }
        expected.forEach { expectation in
            for request in expectation.requests
            where request.deadline <= now && !request.isOverdue && (!request.isDone || expectation.isAlone) {
                request.isOverdue = true
                pool.overdue(request, on: self)
            }
        }
    }
}
