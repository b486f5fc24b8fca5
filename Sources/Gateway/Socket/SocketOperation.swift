import Execution

/// An operation that a WebSocket's client has under way. Belongs to the connection's event loop.
final class SocketOperation {
    let id: String
    /// What runs for it.
    var running = CancellationHandle.none
    /// What follows its answer; nil while there is none, and for what is answered once.
    var subscription: Subscription?

    init(_ id: String) { self.id = id }

    /// Whether it was answered, and is answered again when that changes.
    var isLive: Bool { subscription != nil }

    /// Nobody wants it any more.
    func cancel() {
        let running = running
        self.running = .none
        running.cancel()
        subscription.take()?.cancel()
    }
}
