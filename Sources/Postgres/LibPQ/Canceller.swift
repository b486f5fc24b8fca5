import CLibPQ
import NIOPosix

/// Asks the server to stop what one session is doing.
// Unchecked: a PGcancel is an immutable copy of address and key; libpq lets any thread use it.
final class Canceller: @unchecked Sendable {
    private let cancel: OpaquePointer

    init(owning cancel: OpaquePointer) { self.cancel = cancel }

    deinit { PQfreeCancel(cancel) }

    /// Sends the request from a thread of its own, because libpq blocks until the server has taken it.
    /// It stops whatever the session does at that moment: the caller knows what that may be.
    func send(then done: @escaping @Sendable () -> Void = {}) {
        Self.threads.submit { [self] _ in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
                _ = PQcancel(cancel, message.baseAddress, Int32(message.count))
            }
            done()
        }
    }

    /// Apart from every other pool: a connection attempt that hangs must not hold up a cancellation.
    private static let threads: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 2)
        pool.start()
        return pool
    }()
}
