import CLibPQ
import NIOCore
import NIOPosix
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Linux's asynchronous polls: the kernel signals an eventfd, which is a channel of the event loop, when a socket is ready.
///
/// No thread wakes up to wake another one: of a list read alone that was a quarter of the gateway's CPU (`DECISIONS.md`).
// Unchecked: what changes is touched on the event loop only, but for the channel, which a lock guards.
final class KernelWatch: SocketWatch, @unchecked Sendable {
    private let eventLoop: any EventLoop
    private var context: aio_context_t = 0
    /// What the kernel signals; the channel has a descriptor of its own for it.
    private let signal: Int32
    private var polls: [UInt64: Poll] = [:]
    private let hearing = Mutex(Hearing.opening)
    /// Whether the event loop does not hear the signal: then nothing can be waited for.
    private var isDeaf = false

    private enum Hearing {
        case opening, stopped
        case open(any Channel)
    }

    /// How many sockets can be watched: the kernel sets aside what their polls need.
    private static let capacity = 256

    /// - Throws: `unavailable` when the kernel does not offer it to this process.
    init(on eventLoop: any EventLoop) throws(PostgresError) {
        self.eventLoop = eventLoop
        signal = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard signal >= 0, souk_io_setup(UInt32(Poll.requestCount * Self.capacity), &context) == 0, canPoll() else {
            throw PostgresError(.unavailable, safeToRetry: true)
        }
    }

    deinit {
        if context != 0 { souk_io_destroy(context) }
        if signal >= 0 { close(signal) }
    }

    func start(_ ring: @escaping @Sendable (UInt64) -> Void) {
        NIOPipeBootstrap(group: eventLoop)
            // One number is read for any number of signals.
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 8))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(SignalHandler { [weak self] in self?.take(ring) })
                }
            }
            .takingOwnershipOfDescriptor(input: fcntl(signal, F_DUPFD_CLOEXEC, 0))
            .whenComplete { [weak self] result in
                switch result {
                case .success(let channel):
                    if self?.keep(channel) != true { channel.close(promise: nil) }
                case .failure: self?.isDeaf = true
                }
            }
    }

    /// False when nobody wants to hear any more.
    private func keep(_ channel: any Channel) -> Bool {
        hearing.withLock { hearing in
            if case .stopped = hearing { return false }
            hearing = .open(channel)
            return true
        }
    }

    func add(_ socket: Int32, as key: UInt64) throws(PostgresError) {
        guard !isDeaf, polls.count < Self.capacity else { throw PostgresError(.unavailable, safeToRetry: true) }
        polls[key] = Poll(of: socket, as: key, signalling: signal)
    }

    func arm(_ key: UInt64, _ socket: Int32, writing: Bool) -> Bool {
        guard !isDeaf, let poll = polls[key] else { return false }
        return poll.submit(.reading, to: context) && (!writing || poll.submit(.writing, to: context))
    }

    func remove(_ key: UInt64, _ socket: Int32) {
        polls.removeValue(forKey: key)?.cancel(in: context)
    }

    func stop() {
        let former = hearing.withLock { hearing in
            defer { hearing = .stopped }
            return hearing
        }
        if case .open(let channel) = former { channel.close(promise: nil) }
    }

    /// Rings for what the kernel has found ready. What comes later signals again.
    private func take(_ ring: (UInt64) -> Void) {
        withUnsafeTemporaryAllocation(of: io_event.self, capacity: 32) { events in
            var count: Int
            repeat {
                count = Int(souk_io_getevents(context, events.count, events.baseAddress))
                for event in events.prefix(max(count, 0)) {
                    let (key, direction) = Poll.origin(of: event)
                    guard let poll = polls[key] else { continue }
                    poll.isPending[direction] = false
                    ring(key)
                }
            } while count == events.count
        }
    }

    /// Whether polls are among what this kernel does: that a fresh eventfd can be written is known at once.
    private func canPoll() -> Bool {
        let poll = Poll(of: signal, as: 0, signalling: signal)
        var event = io_event()
        guard poll.submit(.writing, to: context), souk_io_getevents(context, 1, &event) == 1 else { return false }
        // The trial's own signal.
        var number: UInt64 = 0
        return read(signal, &number, 8) == 8 && number == 1
    }
}

/// What the kernel is asked of one socket: a request for each direction, of which each is answered once.
private final class Poll {
    enum Direction: Int { case reading, writing }

    static let requestCount = 2

    /// Whether a request is with the kernel.
    var isPending = PendingDirections()
    /// Not moved: the kernel tells requests apart by where they are.
    private let requests = UnsafeMutablePointer<iocb>.allocate(capacity: requestCount)

    init(of socket: Int32, as key: UInt64, signalling signal: Int32) {
        for (direction, events) in [(Direction.reading, EPOLLIN.rawValue | EPOLLRDHUP.rawValue), (.writing, EPOLLOUT.rawValue)] {
            var request = iocb()
            request.aio_data = key << 1 | UInt64(direction.rawValue)
            request.aio_lio_opcode = UInt16(IOCB_CMD_POLL)
            request.aio_fildes = UInt32(socket)
            request.aio_buf = UInt64(events)
            request.aio_flags = UInt32(IOCB_FLAG_RESFD)
            request.aio_resfd = UInt32(signal)
            (requests + direction.rawValue).initialize(to: request)
        }
    }

    deinit { requests.deallocate() }

    /// Whose request an event answers.
    static func origin(of event: io_event) -> (key: UInt64, direction: Direction) {
        (event.data >> 1, event.data & 1 == 0 ? .reading : .writing)
    }

    /// Asks, unless it was asked already; false when the kernel refuses.
    func submit(_ direction: Direction, to context: aio_context_t) -> Bool {
        if isPending[direction] { return true }
        isPending[direction] = souk_io_submit(context, requests + direction.rawValue) == 1
        return isPending[direction]
    }

    func cancel(in context: aio_context_t) {
        for direction in [Direction.reading, .writing] where isPending[direction] {
            _ = souk_io_cancel(context, requests + direction.rawValue)
        }
    }
}

private struct PendingDirections {
    private var reading = false
    private var writing = false

    subscript(direction: Poll.Direction) -> Bool {
        get { direction == .reading ? reading : writing }
        set { if direction == .reading { reading = newValue } else { writing = newValue } }
    }
}

/// Hears the kernel's signal.
private final class SignalHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let signalled: () -> Void

    init(_ signalled: @escaping () -> Void) { self.signalled = signalled }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { signalled() }
}
