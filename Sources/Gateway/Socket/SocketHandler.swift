import Access
import GraphQLLanguage
import NIOCore
import NIOWebSocket

/// A connection that speaks `graphql-transport-ws`: any number of operations at a time, each answered as often as it changes.
///
/// Belongs to its channel's event loop.
final class SocketHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = Never
    typealias OutboundOut = WebSocketFrame

    enum Phase {
        /// Waiting for `connection_init`.
        case opening
        /// It is looked up whose the token is.
        case verifying
        case ready
        /// Told that it is over; what still comes is dropped until the client agrees.
        case closing
        case closed
    }

    let router: Router
    /// Where the client comes from, for visitors; nil on a Unix socket.
    let address: String?
    private(set) var loop: LoopConnections?
    private var context: ChannelHandlerContext?
    var phase = Phase.opening
    /// What each operation is run with.
    var credential: Credential
    /// How long a message may be: longer for whoever has a token.
    var messageLimit = 16 << 10
    /// Those under way, by their ids.
    var operations: [String: SocketOperation] = [:]
    /// Since when there has been none; nil while there are, and once it is over.
    private(set) var idleSince: NIODeadline? = .now()
    private(set) var isDraining = false
    /// When what the client must do now has to be done: to open, to agree to the end.
    private var limit: NIODeadline
    private var lastHeard = NIODeadline.now()
    private var lastPing = NIODeadline.now()
    private var standstill: Standstill?
    /// The bytes that the client has not taken yet.
    private(set) var unsent = 0
    private var wantsRead = false

    /// Beyond so much that a client does not take, nothing more is read of it.
    private static let patienceBytes = 256 << 10
    /// For how long a client may take to agree that it is over.
    private static let closingPatience = TimeAmount.seconds(2)

    /// - Parameter credential: what the request showed that became this; what `connection_init` brings takes its place.
    init(router: Router, credential: Credential, address: String?) {
        self.router = router
        self.credential = credential
        self.address = address
        limit = .now() + router.configuration.timeouts.socketOpening
    }

    /// The handlers that carry it, itself the last.
    func pipeline(on loop: LoopConnections) -> [any ChannelHandler] {
        self.loop = loop
        let limit = router.configuration.limits.body
        return [
            WebSocketFrameEncoder(), ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: limit)), WebSocketProtocolErrorHandler(),
            MaskedFrames(),
            NIOWebSocketFrameAggregator(minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 1024, maxAccumulatedFrameSize: limit), self,
        ]
    }

    // MARK: - The channel's life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop?.add(self)
        router.metrics.openSockets.add()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func end() {
        guard phase != .closed else { return }
        phase = .closed
        cancelAll()
        idleSince = nil
        context = nil
        router.metrics.openSockets.add(-1)
        loop?.remove(self)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case is NIOWebSocketError: break  // The handler before has seen to it.
        case NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge, NIOWebSocketFrameAggregator.Error.tooManyFragments:
            close(.messageTooLarge)
        case is NIOWebSocketFrameAggregator.Error, is MaskedFrames.NotMasked: close(.protocolError)
        default: breakOff()
        }
    }

    // MARK: - Reading

    func read(context: ChannelHandlerContext) {
        if unsent < Self.patienceBytes { context.read() } else { wantsRead = true }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        lastHeard = .now()
        switch frame.opcode {
        case .connectionClose:
            cancelAll()
            // Whoever says it first has it said back.
            var said = frame.unmaskedData
            send(frame: .connectionClose, Self.closing(said.readInteger() ?? 1000, ""))
            context.close(promise: nil)
        case _ where phase == .closing || phase == .closed: break
        case .text: take(frame.unmaskedData)
        case .ping: send(frame: .pong, frame.unmaskedData)
        case .pong: break
        default: close(.badMessage("A message is text."))
        }
    }

    private func take(_ text: ByteBuffer) {
        router.metrics.receivedBytes.add(text.readableBytes)
        guard text.readableBytes <= messageLimit else { return close(.messageTooLarge) }
        do throws(SocketMessage.Fault) {
            try take(SocketMessage(text))
        } catch {
            close(.badMessage(error.reason))
        }
    }

    private func take(_ message: SocketMessage) {
        switch message {
        case .open(let payload): open(payload)
        case .ping(let payload): send(SocketReply.pong(payload))
        case .pong: break
        case .subscribe(let id, let payload): subscribe(id, payload)
        case .complete(let id): operations.removeValue(forKey: id)?.cancel()
        }
        noteIdleness()
    }

    // MARK: - Writing

    /// - Parameter isCertain: whether it is sent however much waits for clients already.
    func send(_ text: ByteBuffer, isCertain: Bool = false) {
        send(frame: .text, text, isCertain: isCertain)
    }

    private func send(frame opcode: WebSocketOpcode, _ data: ByteBuffer, isCertain: Bool = false) {
        guard let context, let loop, phase != .closing else { return }
        let bytes = data.readableBytes
        guard loop.reserve(bytes, for: isCertain ? .certainAnswer : .answer) else { return close(.tryAgainLater) }
        unsent += bytes
        standstill = standstill ?? Standstill(since: .now())
        router.metrics.sentBytes.add(bytes)
        context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: data))).assumeIsolated()
            .whenComplete { _ in self.took(bytes) }
    }

    private func took(_ bytes: Int) {
        unsent -= bytes
        loop?.release(bytes)
        if unsent == 0 { standstill = nil }
        if wantsRead, unsent < Self.patienceBytes, let context {
            wantsRead = false
            context.read()
        }
    }

    // MARK: - Its end

    /// Tells the client why it is over, and waits a little until it agrees.
    func close(_ code: SocketCloseCode) {
        guard phase != .closing, phase != .closed else { return }
        cancelAll()
        send(frame: .connectionClose, Self.closing(code.number, code.reason))
        idleSince = nil
        phase = .closing
        limit = .now() + Self.closingPatience
    }

    private static func closing(_ number: UInt16, _ reason: String) -> ByteBuffer {
        var data = ByteBuffer()
        data.writeInteger(number)
        data.writeBytes(reason.utf8.prefix(123))
        return data
    }

    /// Leaves without a word.
    func breakOff() { context?.close(promise: nil) }

    /// Ends soon: what is followed at once, what runs once it is answered.
    func drain() {
        isDraining = true
        for operation in operations.values where operation.isLive { end(operation) }
        closeIfDrained()
    }

    func closeIfDrained() {
        if isDraining, operations.isEmpty { close(.goingAway) }
    }

    private func cancelAll() {
        let all = operations.values
        operations = [:]
        for operation in all { operation.cancel() }
    }

    // MARK: - Time

    /// To be called after operations began or ended.
    func noteIdleness() {
        let isIdle = operations.isEmpty && (phase == .opening || phase == .ready)
        if isIdle != (idleSince != nil) { idleSince = isIdle ? .now() : nil }
    }

    /// Called twice a second.
    func tick(at now: NIODeadline) {
        let timeouts = router.configuration.timeouts
        if standstill != nil, let context, let waiting = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes),
            let duration = standstill?.duration(waiting: waiting, at: now), duration > timeouts.write
        {
            return breakOff()
        }
        switch phase {
        case .opening, .verifying: if now > limit { close(.openingTimeout) }
        case .closing: if now > limit { breakOff() }
        case .ready:
            if now - lastHeard > timeouts.socketPing * 3 { return breakOff() }
            guard now - lastPing >= timeouts.socketPing else { return }
            lastPing = now
            send(frame: .ping, ByteBuffer())
        case .closed: break
        }
    }
}
