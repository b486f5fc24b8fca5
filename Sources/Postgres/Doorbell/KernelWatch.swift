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
    /// What the kernel signals.
    private var signal: Int32 = -1
    /// Another descriptor of it, which becomes the channel's.
    private var heard: Int32 = -1
    private var polls: [UInt64: Poll] = [:]
    private let capacity: Int
    private let hearing = Mutex(Hearing.opening)

    private enum Hearing {
        case opening, stopped
        case open(any Channel)
    }

    /// - Parameter sockets: How many can be watched at a time: the kernel sets aside what their polls need, of what it has for all processes
    ///   (`fs.aio-max-nr`).
    /// - Throws: `unavailable` when the kernel does not offer it to this process.
    init(on eventLoop: any EventLoop, sockets: Int) throws(PostgresError) {
        self.eventLoop = eventLoop
        capacity = sockets
        guard Self.isSound else { throw PostgresError(.unavailable, safeToRetry: true) }
        signal = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        heard = fcntl(signal, F_DUPFD_CLOEXEC, 0)
        guard signal >= 0, heard >= 0, souk_io_setup(UInt32(Poll.requestCount * capacity), &context) == 0, canPoll() else {
            throw PostgresError(.unavailable, safeToRetry: true)
        }
    }

    deinit {
        if context != 0 { souk_io_destroy(context) }
        for descriptor in [signal, heard] where descriptor >= 0 { close(descriptor) }
    }

    func start(_ ring: @escaping @Sendable (UInt64) -> Void, orFail fail: @escaping @Sendable () -> Void) {
        let descriptor = heard
        heard = -1
        NIOPipeBootstrap(group: eventLoop)
            // One number is read for any number of signals.
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 8))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        SignalHandler(
                            signalled: { [weak self] in self?.take(ring) },
                            lost: { [weak self] in if self?.isStopped == false { fail() } }))
                }
            }
            .takingOwnershipOfDescriptor(input: descriptor)
            .whenComplete { [weak self] result in
                switch result {
                case .success(let channel):
                    if self?.keep(channel) != true { channel.close(promise: nil) }
                case .failure:
                    close(descriptor)
                    if self?.isStopped == false { fail() }
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

    private var isStopped: Bool {
        hearing.withLock { if case .stopped = $0 { true } else { false } }
    }

    func add(_ socket: Int32, as key: UInt64) throws(PostgresError) {
        guard polls.count < capacity else { throw PostgresError(.unavailable, safeToRetry: true) }
        polls[key] = Poll(of: socket, as: key, signalling: signal)
    }

    func arm(_ key: UInt64, _ socket: Int32, writing: Bool) -> Bool {
        guard let poll = polls[key] else { return false }
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

    /// Rings for what the kernel has found ready. What comes later signals again; where there is much, the loop sees to others in between.
    private func take(_ ring: (UInt64) -> Void) {
        withUnsafeTemporaryAllocation(of: io_event.self, capacity: 32) { events in
            let count = Int(souk_io_getevents(context, events.count, events.baseAddress))
            for event in events.prefix(max(count, 0)) {
                let (key, direction) = Poll.origin(of: event)
                guard let poll = polls[key] else { continue }
                poll.isPending[direction] = false
                ring(key)
            }
            if count == events.count {
                var one: UInt64 = 1
                _ = write(signal, &one, 8)
            }
        }
    }

    /// Whether the kernel's polls lose nothing: before Linux 5.16 one that is woken while it is looked after may never be answered.
    private static let isSound: Bool = {
        var name = utsname()
        guard uname(&name) == 0 else { return false }
        let release = withUnsafeBytes(of: &name.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        return numbers.count == 2 && (numbers[0], numbers[1]) >= (5, 16)
    }()

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
    private let lost: () -> Void

    init(signalled: @escaping () -> Void, lost: @escaping () -> Void) {
        self.signalled = signalled
        self.lost = lost
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { signalled() }

    func channelInactive(context: ChannelHandlerContext) { lost() }
}
