import GraphQLLanguage
import NIOCore
import NIOHTTP1

/// One client connection: takes requests in order, has each answered before it looks at the next, and writes each answer at once.
///
/// Until an answer was sent no more is read than has come with the first look: a client that pipelines waits in its own socket. That the
/// client is gone is noticed all the same, and stops what runs for it. A client that closes its sending side counts as gone, as with most servers.
///
/// Belongs to its channel's event loop.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler, RoomHolder {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = HTTPServerResponsePart

    enum Phase {
        /// Waiting for a head.
        case idle
        /// A head is there, its body is on the way.
        case receiving
        case answering
        /// The request is over and answered, and the client has not taken the whole answer yet.
        case sending
        /// Answered before the request was over: what still comes is dropped, so that the client sees the answer and no reset.
        case discarding
        case closed
    }

    let router: Router
    let loop: LoopConnections
    private let servesMetrics: Bool
    /// By where the connection came from; known once it stands.
    private(set) lazy var entrance: Entrance = servesMetrics ? .metrics : peer?.isThisMachine == true ? .inside : .outside
    /// Known once it stands.
    private(set) lazy var peer = context?.remoteAddress
    var context: ChannelHandlerContext?
    var phase = Phase.idle
    var head: HTTPRequestHead?
    var body: ByteBuffer?
    var exchange: Exchange?
    /// When the client's time for what it does now is over; checked twice a second.
    var limit: NIODeadline
    /// Since when no request has begun; while one is under way it tells nothing.
    var idleSince = NIODeadline.now()
    /// Set while the client has not taken the whole of an answer.
    var standstill: Standstill?
    /// That answer's bytes.
    private(set) var unsent = 0
    /// Whether that answer tells of something written: it is not dropped for others' sake while the client takes it.
    var isCertain = false
    /// What of it is sent once the client has taken what was sent before, or is still made.
    var sliced: SlicedAnswer?
    private(set) var isClosing = false
    var closesAfterAnswer = false
    var discardedBytes = 0
    var decompressor: RequestDecompression?
    /// True while a handler that was just inserted is shown a head that this one knows already.
    var ignoresReads = false
    /// What was sent ahead of the answer under way, in order.
    var waiting = CircularBuffer<HTTPServerRequestPart>()
    private var isTakingParts = false
    private var wantsRead = false

    /// - Parameter servesMetrics: whether it came in where `/metrics` has a port of its own.
    init(router: Router, loop: LoopConnections, servesMetrics: Bool) {
        self.router = router
        self.loop = loop
        self.servesMetrics = servesMetrics
        self.limit = .now() + router.configuration.timeouts.firstHead
    }

    // MARK: - The channel's life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    /// Leaves the connection to another handler, with nothing under way.
    func leave() {
        exchange = nil
        end()
    }

    private func end() {
        guard phase != .closed else { return }
        phase = .closed
        releaseAnswer()
        endSlices(nil)
        loop.remove(self)
        context = nil
        waiting.removeAll()
        if let exchange, !exchange.isOver {
            router.metrics.abandoned.add()
            exchange.abandon()
        }
        exchange = nil
    }

    // MARK: - What waits for the client

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { sendSlice() }
        context.fireChannelWritabilityChanged()
    }

    /// Whether there is room for so much of an answer until the client has taken it.
    func reserve(_ bytes: Int, for reason: LoopConnections.Reservation) -> Bool {
        guard loop.reserve(bytes, for: reason) else { return false }
        guard !isClosing else {
            // The room was made at this client's own cost.
            loop.release(bytes)
            return false
        }
        unsent += bytes
        return true
    }

    /// The client has taken so much of the answer.
    func release(_ bytes: Int) {
        let bytes = min(bytes, unsent)
        unsent -= bytes
        loop.release(bytes)
    }

    /// The client has taken the answer, or never will.
    func releaseAnswer() { release(unsent) }

    func giveUp() { giveUp(.unavailable) }

    /// Drops the client with what it does not take, and with what is still made for it: by the missing end of its answer it sees that it has
    /// not all of that.
    ///
    /// - Parameter code: what becomes of an answer that is still made.
    func giveUp(_ code: GraphQLError.Code) {
        isClosing = true
        releaseAnswer()
        endSlices(code)
        context?.close(promise: nil)
    }

    // MARK: - Reading

    func read(context: ChannelHandlerContext) {
        // One look ahead: to stop and start watching a socket for each request would be two system calls more.
        if mustWait {
            wantsRead = true
        } else {
            context.read()
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !ignoresReads else { return }
        let part = unwrapInboundIn(data)
        // Mostly it is looked at at once, and needs no place in the line.
        if waiting.isEmpty, !isTakingParts, !isBusy, phase != .closed {
            takeParts(from: part)
        } else {
            waiting.append(part)
        }
    }

    /// Whether nothing more is read for now: what came has not been looked at, or what comes is no request of this connection's.
    private var mustWait: Bool { !waiting.isEmpty || isBusy && closesAfterAnswer }

    /// Whether what comes next has to wait.
    private var isBusy: Bool { phase == .answering || phase == .sending }

    /// Takes parts until a request is being answered. A loop, not a recursion: a thousand requests may be waiting, each answered at once.
    func takeWaitingParts() {
        guard !isTakingParts else { return }
        takeParts(from: isBusy || phase == .closed ? nil : waiting.popFirst())
    }

    private func takeParts(from first: HTTPServerRequestPart?) {
        isTakingParts = true
        var next = first
        while let part = next {
            switch part {
            case .head(let head): receive(head)
            case .body(let bytes): receive(bytes)
            case .end: receiveEnd()
            }
            next = isBusy || phase == .closed ? nil : waiting.popFirst()
        }
        isTakingParts = false
        if wantsRead, !mustWait, let context {
            wantsRead = false
            context.read()
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch phase {
        case .idle, .receiving:
            guard let refusal = Refusal(connectionError: error) else { return context.close(promise: nil) }
            refuse(refusal)
        case .answering, .sending, .discarding:
            // The answer under way belongs to a request that was in order.
            closesAfterAnswer = true
        case .closed:
            break
        }
    }
}
