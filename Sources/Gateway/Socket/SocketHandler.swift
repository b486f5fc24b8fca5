import Access
import GraphQLLanguage
import NIOCore
import NIOWebSocket

/// A connection that speaks `graphql-transport-ws`: any number of operations at a time, each answered as often as it changes.
///
/// Belongs to its channel's event loop.
final class SocketHandler: ChannelDuplexHandler, RoomHolder {
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
    /// What of a message has come, and how long one may be: longer for whoever has a token.
    private(set) lazy var meter = MessageMeter(limit: Self.strangersMessage) { [unowned self] in close(.messageTooLarge) }
    /// Those under way, by their ids.
    var operations: [String: SocketOperation] = [:]
    /// Since when there has been none; nil while there are, and once it is over.
    private(set) var idleSince: NIODeadline? = .now()
    private(set) var isDraining = false
    /// When what the client must do now has to be done: to open, to agree to the end.
    private var limit: NIODeadline
    private var lastHeard = NIODeadline.now()
    private var lastPing = NIODeadline.now()
    private(set) var standstill: Standstill?
    /// The bytes that the client has not taken yet.
    private(set) var unsent = 0
    /// Those of them that tell of something written.
    private var certain = 0
    var isCertain: Bool { certain > 0 }
    private var wantsRead = false
    private var isFlushing = false
    /// What was said and not looked at.
    private var waiting = CircularBuffer<ByteBuffer>()
    private var isTaking = false

    /// How long a message may be before it is known whose it is.
    private static let strangersMessage = 16 << 10
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
            WebSocketFrameEncoder(), meter, ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: limit)), MaskedFrames(meter),
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
        waiting = []
        idleSince = nil
        context = nil
        router.metrics.openSockets.add(-1)
        loop?.remove(self)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength, NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge,
            NIOWebSocketFrameAggregator.Error.tooManyFragments:
            close(.messageTooLarge)
        case is NIOWebSocketError, is NIOWebSocketFrameAggregator.Error, is MaskedFrames.NotAClients: close(.protocolError)
        // What comes behind a frame that could not be read.
        case is ByteToMessageDecoderError where phase == .closing: break
        default: breakOff()
        }
    }

    // MARK: - Reading

    func read(context: ChannelHandlerContext) {
        wantsRead = true
        readIfTaken(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        readIfTaken(context)
        context.fireChannelWritabilityChanged()
    }

    /// Reads what was to be read, unless the client leaves what it was told.
    private func readIfTaken(_ context: ChannelHandlerContext) {
        guard wantsRead, unsent < Self.patienceBytes, context.channel.isWritable else { return }
        wantsRead = false
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        lastHeard = .now()
        switch frame.opcode {
        case .connectionClose: agree(to: frame.unmaskedData, context)
        case _ where phase == .closing || phase == .closed: break
        case .text:
            waiting.append(frame.unmaskedData)
            takeWaiting()
        case .ping: write(.pong, frame.unmaskedData)
        case .pong: break
        default: close(.badMessage("A message is text."))
        }
    }

    /// The client says that it is over, first or in answer: whoever says it first has it said back.
    private func agree(to said: ByteBuffer, _ context: ChannelHandlerContext) {
        var said = said
        // One byte is no code.
        let code: UInt16 = said.readableBytes == 0 ? 1000 : said.readInteger() ?? 0
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: close(SocketCloseCode(number: code, reason: ""))
        default: close(.protocolError)
        }
        context.close(promise: nil)
    }

    /// Looks at what was said, unless the client leaves what it was told: of one read there may be hundreds of messages.
    private func takeWaiting() {
        guard !isTaking else { return }
        isTaking = true
        while unsent < Self.patienceBytes, let text = waiting.popFirst() { take(text) }
        isTaking = false
    }

    private func take(_ text: ByteBuffer) {
        router.metrics.receivedBytes.add(text.readableBytes)
        guard text.readableBytes <= meter.limit else { return close(.messageTooLarge) }
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
        closeIfDrained()
    }

    // MARK: - Writing

    /// - Parameter isCertain: whether it is sent however much waits for clients already.
    func send(_ text: ByteBuffer, isCertain: Bool = false) {
        guard phase != .closing, let loop else { return }
        guard loop.reserve(text.readableBytes, for: isCertain ? .certainAnswer : .answer) else { return close(.tryAgainLater) }
        router.metrics.sentBytes.add(text.readableBytes)
        write(.text, text, reserved: text.readableBytes, isCertain: isCertain)
    }

    /// - Parameter reserved: what of it counts among the answers that wait for clients.
    private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer, reserved: Int = 0, isCertain: Bool = false) {
        guard let context else {
            loop?.release(reserved)
            return
        }
        unsent += reserved
        certain += isCertain ? reserved : 0
        standstill = standstill ?? Standstill(since: .now())
        context.write(wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: data))).assumeIsolated()
            .whenComplete { result in self.took(reserved, isCertain: isCertain, result) }
        if opcode == .connectionClose { context.flush() } else { flushSoon(context.eventLoop) }
    }

    /// What is said in one turn of the event loop leaves together.
    private func flushSoon(_ eventLoop: any EventLoop) {
        guard !isFlushing else { return }
        isFlushing = true
        eventLoop.assumeIsolated().execute { [self] in
            isFlushing = false
            context?.flush()
        }
    }

    private func took(_ bytes: Int, isCertain: Bool, _ result: Result<Void, any Error>) {
        release(bytes, isCertain: isCertain)
        // Whoever takes something does not stand still.
        if case .success = result { standstill = unsent == 0 ? nil : Standstill(since: .now()) }
        guard let context else { return }
        takeWaiting()
        readIfTaken(context)
    }

    /// So many bytes wait for the client no more; those that were given up before are none of them.
    private func release(_ bytes: Int, isCertain: Bool) {
        let bytes = min(bytes, unsent)
        unsent -= bytes
        if isCertain { certain -= min(bytes, certain) }
        loop?.release(bytes)
    }

    // MARK: - Its end

    /// Tells the client why it is over, and waits a little until it agrees; what comes until then is dropped.
    func close(_ code: SocketCloseCode) {
        guard phase != .closing, phase != .closed else { return }
        // Before it is written: that may be when the connection turns out to be gone.
        phase = .closing
        cancelAll()
        idleSince = nil
        limit = .now() + Self.closingPatience
        var data = ByteBuffer()
        data.writeInteger(code.number)
        data.writeBytes(code.reason.utf8.prefix(123))
        write(.connectionClose, data)
    }

    /// Leaves the room to others at once: over TLS the channel takes its time.
    func giveUp() {
        phase = phase == .closed ? .closed : .closing
        cancelAll()
        idleSince = nil
        limit = .now() + Self.closingPatience
        certain = 0
        release(unsent, isCertain: false)
        breakOff()
    }

    /// Leaves its place to another.
    func giveWay() {
        close(.goingAway)
        breakOff()
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
        // What it is still taking comes first; its standstill tells whether it does.
        case .closing: if unsent > 0 { limit = now + Self.closingPatience } else if now > limit { breakOff() }
        case .ready:
            if let since = meter.since, now - since > timeouts.body { return close(.messageTooSlow) }
            // Behind what is not taken yet a question would wait, and so may the client's words: whether it takes it tells enough.
            if unsent > 0 { lastHeard = now }
            guard unsent == 0, now - lastPing >= timeouts.socketPing else { return }
            if now - lastHeard > timeouts.socketPing * 3 { return breakOff() }
            lastPing = now
            write(.ping, ByteBuffer())
        case .closed: break
        }
    }
}
