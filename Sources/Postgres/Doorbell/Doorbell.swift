import CLibPQ
package import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// Tells an event loop when sockets that it does not own can be read or written.
///
/// NIO takes ownership of every descriptor it watches, and libpq does not give its own away. So a thread waits with epoll,
/// does nothing else, and calls `eventLoop.execute` once for all sockets that became ready together.
/// Each registration is for one event (ONESHOT): whoever was rung arms it again.
// Unchecked: the visitors are touched on the event loop only; the descriptors never change.
package final class Doorbell: @unchecked Sendable {
    /// Who is rung. Called on the event loop.
    protocol Visitor: AnyObject {
        func socketIsReady()
    }

    /// One registered socket.
    struct Registration: Hashable {
        fileprivate let key: UInt64
    }

    package let eventLoop: any EventLoop
    private let epoll: Int32
    private let wakeUp: Int32
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private var visitors: [UInt64: any Visitor] = [:]
    private var nextKey: UInt64 = 1

    /// - Throws: `unavailable` when the system has no descriptors left.
    package init(on eventLoop: any EventLoop) throws(PostgresError) {
        self.eventLoop = eventLoop
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        wakeUp = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: 0))
        guard epoll >= 0, wakeUp >= 0, epoll_ctl(epoll, EPOLL_CTL_ADD, wakeUp, &event) == 0 else {
            if epoll >= 0 { close(epoll) }
            if wakeUp >= 0 { close(wakeUp) }
            throw PostgresError(.unavailable, safeToRetry: true)
        }
        thread.start()
        let watcher = Watcher(epoll: epoll, wakeUp: wakeUp, eventLoop: eventLoop)
        // Weak: the doorbell is its owner's; the thread ends when it goes.
        let ring: @Sendable ([UInt64]) -> Void = { [weak self] keys in self?.ring(keys) }
        thread.submit { _ in watcher.run(ring) }
    }

    deinit {
        // The watcher closes both descriptors when it sees the number.
        var one: UInt64 = 1
        _ = write(wakeUp, &one, 8)
        thread.shutdownGracefully { _ in }
    }

    /// Registers a socket without waiting for anything yet.
    func add(_ socket: Int32, for visitor: any Visitor) throws(PostgresError) -> Registration {
        eventLoop.assertInEventLoop()
        let key = nextKey
        nextKey += 1
        var event = epoll_event(events: EPOLLONESHOT.rawValue, data: epoll_data_t(u64: key))
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) == 0 else { throw PostgresError(.unavailable, safeToRetry: true) }
        visitors[key] = visitor
        return Registration(key: key)
    }

    /// Waits for the next event; false when the socket is none any more.
    @inline(__always)
    func arm(_ registration: Registration, _ socket: Int32, writing: Bool) -> Bool {
        let events = EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLONESHOT.rawValue | (writing ? EPOLLOUT.rawValue : 0)
        var event = epoll_event(events: events, data: epoll_data_t(u64: registration.key))
        return epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) == 0
    }

    /// Forgets a socket. To be called before the socket is closed.
    func remove(_ registration: Registration, _ socket: Int32) {
        eventLoop.assertInEventLoop()
        guard visitors.removeValue(forKey: registration.key) != nil else { return }
        var event = epoll_event()
        _ = epoll_ctl(epoll, EPOLL_CTL_DEL, socket, &event)
    }

    /// An event may be on its way while its socket is removed: then nobody is found under its key.
    private func ring(_ keys: [UInt64]) {
        for key in keys { visitors[key]?.socketIsReady() }
    }
}

/// The thread's side of the doorbell.
private struct Watcher: Sendable {
    let epoll: Int32
    let wakeUp: Int32
    let eventLoop: any EventLoop

    /// Waits until the doorbell is gone.
    func run(_ ring: @escaping @Sendable ([UInt64]) -> Void) {
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 64) { events in
            while true {
                let count = epoll_wait(epoll, events.baseAddress, Int32(events.count), -1)
                if count < 0 {
                    if errno == EINTR { continue }
                    break
                }
                let keys = events.prefix(Int(count)).map(\.data.u64)
                if keys.contains(0) { break }
                eventLoop.execute { ring(keys) }
            }
        }
        close(epoll)
        close(wakeUp)
    }
}
