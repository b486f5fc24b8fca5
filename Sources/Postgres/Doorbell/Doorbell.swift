package import NIOCore

/// Tells an event loop when sockets that it does not own can be read or written.
///
/// NIO takes ownership of every descriptor it watches, and libpq does not give its own away. So somebody else waits: the kernel, which signals
/// a descriptor that NIO does watch, or a thread where the kernel does not.
/// Each registration is for one event: whoever was rung arms it again.
// Unchecked: what changes is touched on the event loop only.
package final class Doorbell: @unchecked Sendable {
    /// Who is rung. Called on the event loop.
    protocol Visitor: AnyObject {
        func socketIsReady()
    }

    /// One registered socket.
    struct Registration: Hashable {
        fileprivate let key: UInt64
    }

    /// Who waits.
    enum Waiting: CaseIterable { case kernel, thread }

    package let eventLoop: any EventLoop
    private(set) var waiting: Waiting
    /// Nil when nobody can wait any more.
    private var watch: (any SocketWatch)?
    private var visitors: [UInt64: any Visitor] = [:]
    private var nextKey: UInt64 = 1

    /// By the kernel, or where it is not to be had (older than Linux 5.16, forbidden in a container, all requests taken) by a thread.
    /// - Parameter sockets: How many are added at most at a time.
    /// - Throws: `unavailable` when the system has no descriptors left.
    package convenience init(on eventLoop: any EventLoop, sockets: Int = 16) throws(PostgresError) {
        do { try self.init(on: eventLoop, by: .kernel, sockets: sockets) } catch { try self.init(on: eventLoop, by: .thread) }
    }

    /// - Throws: `unavailable` when the system does not offer this.
    init(on eventLoop: any EventLoop, by waiting: Waiting, sockets: Int = 16) throws(PostgresError) {
        self.eventLoop = eventLoop
        self.waiting = waiting
        watch =
            switch waiting {
            case .kernel: try KernelWatch(on: eventLoop, sockets: sockets)
            case .thread: try ThreadWatch(on: eventLoop)
            }
        start()
    }

    deinit { watch?.stop() }

    /// Weak: the doorbell is its owner's, and who waits goes with it. An event may be on its way while its socket is removed: then nobody is
    /// found under its key.
    private func start() {
        watch?.start { [weak self] key in
            self?.visitors[key]?.socketIsReady()
        } orFail: { [weak self] in
            self?.replaceWatch()
        }
    }

    /// Who waited is gone: a thread does from now on, or nobody where there is none. Whoever was added before is rung, and finds that it cannot be
    /// armed any more.
    func replaceWatch() {
        watch?.stop()
        watch = try? ThreadWatch(on: eventLoop)
        waiting = .thread
        start()
        for visitor in Array(visitors.values) { visitor.socketIsReady() }
    }

    /// Registers a socket without waiting for anything yet.
    func add(_ socket: Int32, for visitor: any Visitor) throws(PostgresError) -> Registration {
        eventLoop.assertInEventLoop()
        let key = nextKey
        nextKey += 1
        guard let watch else { throw PostgresError(.unavailable, safeToRetry: true) }
        try watch.add(socket, as: key)
        visitors[key] = visitor
        return Registration(key: key)
    }

    /// Waits for the next event; false when that is impossible, and the socket of no use any more.
    func arm(_ registration: Registration, _ socket: Int32, writing: Bool) -> Bool {
        watch?.arm(registration.key, socket, writing: writing) ?? false
    }

    /// Forgets a socket. To be called before the socket is closed.
    func remove(_ registration: Registration, _ socket: Int32) {
        eventLoop.assertInEventLoop()
        guard visitors.removeValue(forKey: registration.key) != nil else { return }
        watch?.remove(registration.key, socket)
    }
}
