import NIOCore
import NIOHTTP1

/// The connections of one event loop: their clock, and their end.
///
/// One timer for all of them. A timer per request would cost more than the request's parsing. Belongs to its event loop.
final class LoopConnections {
    let eventLoop: any EventLoop
    /// The time as HTTP writes it, at most half a second old.
    private(set) var date = HTTPDate.now()
    /// True from when the server shuts down: every answer is its connection's last.
    private(set) var isDraining = false
    private var handlers: [ObjectIdentifier: ConnectionHandler] = [:]
    private var timer: RepeatedTask?
    private var whenEmpty: EventLoopPromise<Void>?

    static let tick = TimeAmount.milliseconds(500)

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func start() {
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        timer = eventLoop.scheduleRepeatedTask(initialDelay: Self.tick, delay: Self.tick) { _ in bound.value.beat() }
    }

    private func beat() {
        date = HTTPDate.now()
        let now = NIODeadline.now()
        // A copy: closing a connection takes it out.
        for handler in Array(handlers.values) { handler.tick(at: now) }
    }

    func add(_ handler: ConnectionHandler) {
        handlers[ObjectIdentifier(handler)] = handler
    }

    func remove(_ handler: ConnectionHandler) {
        handlers[ObjectIdentifier(handler)] = nil
        if handlers.isEmpty { settle() }
    }

    /// Closes what is idle; what is under way is closed once its answer is sent. Succeeds when no connection is left.
    func drain() -> EventLoopFuture<Void> {
        isDraining = true
        let promise = whenEmpty ?? eventLoop.makePromise(of: Void.self)
        whenEmpty = promise
        for handler in Array(handlers.values) { handler.drain() }
        if handlers.isEmpty { settle() }
        return promise.futureResult
    }

    /// Closes every connection, whatever it does.
    func closeAll() {
        for handler in Array(handlers.values) { handler.context?.close(promise: nil) }
    }

    private func settle() {
        guard let promise = whenEmpty else { return }
        whenEmpty = nil
        timer?.cancel()
        timer = nil
        promise.succeed()
    }
}
