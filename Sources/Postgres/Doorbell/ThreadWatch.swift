import CLibPQ
import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// A thread that waits with epoll, does nothing else, and calls `eventLoop.execute` once for all sockets that became ready together.
final class ThreadWatch: SocketWatch {
    private let eventLoop: any EventLoop
    private let epoll: Int32
    private let wakeUp: Int32
    private let thread = NIOThreadPool(numberOfThreads: 1)

    init(on eventLoop: any EventLoop) throws(PostgresError) {
        self.eventLoop = eventLoop
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        wakeUp = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: 0))
        guard epoll >= 0, wakeUp >= 0, epoll_ctl(epoll, EPOLL_CTL_ADD, wakeUp, &event) == 0 else {
            if epoll >= 0 { close(epoll) }
            if wakeUp >= 0 { close(wakeUp) }
            throw PostgresError(.unavailable, safeToRetry: true)
        }
    }

    func start(_ ring: @escaping @Sendable (UInt64) -> Void, orFail fail: @escaping @Sendable () -> Void) {
        thread.start()
        let watcher = Watcher(epoll: epoll, wakeUp: wakeUp, eventLoop: eventLoop)
        thread.submit { _ in watcher.run(ring) }
    }

    func add(_ socket: Int32, as key: UInt64) throws(PostgresError) {
        var event = epoll_event(events: EPOLLONESHOT.rawValue, data: epoll_data_t(u64: key))
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) == 0 else { throw PostgresError(.unavailable, safeToRetry: true) }
    }

    func arm(_ key: UInt64, _ socket: Int32, writing: Bool) -> Bool {
        let events = EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLONESHOT.rawValue | (writing ? EPOLLOUT.rawValue : 0)
        var event = epoll_event(events: events, data: epoll_data_t(u64: key))
        return epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) == 0
    }

    func remove(_ key: UInt64, _ socket: Int32) {
        var event = epoll_event()
        _ = epoll_ctl(epoll, EPOLL_CTL_DEL, socket, &event)
    }

    func stop() {
        // The watcher closes both descriptors when it sees the number.
        var one: UInt64 = 1
        _ = write(wakeUp, &one, 8)
        thread.shutdownGracefully { _ in }
    }
}

/// The thread's side.
private struct Watcher: Sendable {
    let epoll: Int32
    let wakeUp: Int32
    let eventLoop: any EventLoop

    /// Waits until the watch is stopped.
    func run(_ ring: @escaping @Sendable (UInt64) -> Void) {
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 64) { events in
            while true {
                let count = epoll_wait(epoll, events.baseAddress, Int32(events.count), -1)
                if count < 0 {
                    if errno == EINTR { continue }
                    break
                }
                let keys = events.prefix(Int(count)).map(\.data.u64)
                if keys.contains(0) { break }
                eventLoop.execute { for key in keys { ring(key) } }
            }
        }
        close(epoll)
        close(wakeUp)
    }
}
