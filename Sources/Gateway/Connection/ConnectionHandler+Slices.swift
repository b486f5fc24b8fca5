import Execution
import GraphQLLanguage
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// Answers that leave piece by piece: those that are compressed, and those that are still made.
extension ConnectionHandler {
    /// What is sent at a time: some 1.5 ms of the event loop where it is compressed. 15 MB in one piece were 0.35 s in which nobody else
    /// was served.
    static let slice = 64 << 10

    /// Sends an answer's body piece by piece, each once the client has taken the one before, with others' turns in between. What is made
    /// meanwhile waits here: what makes it waits for nobody.
    ///
    /// Succeeds when the system has taken all of it.
    func sendInSlices(
        _ answer: HTTPAnswer, rest: AnswerStream?, to exchange: Exchange?, through compressor: HTTPResponseCompressor?
    ) -> EventLoopFuture<Void>.Isolated {
        let sent = loop.eventLoop.makePromise(of: Void.self)
        sliced = SlicedAnswer(answer, rest: rest, to: exchange, through: compressor, sent: sent)
        rest?.receive { [self] event in take(event) }
        sendSlice()
        return sent.futureResult.assumeIsolated()
    }

    /// Takes more of an answer that is still made.
    private func take(_ event: AnswerStream.Event) {
        switch event {
        case .part(let bytes):
            guard reserve(bytes.readableBytes, always: false) else {
                sliced?.source?.cancel()
                return breakOff(.unavailable)
            }
            sliced?.append(bytes)
            sendSlice()
        case .end(let bytes, let outcome):
            _ = reserve(bytes.readableBytes, always: true)
            sliced?.append(bytes)
            sliced?.source = nil
            observe(outcome: outcome.label)
            sendSlice()
        case .broken(let code):
            breakOff(code)
        }
    }

    /// Ends the connection in the middle of an answer: by the missing end its client sees that it has not all of it.
    private func breakOff(_ code: GraphQLError.Code) {
        sliced?.source = nil
        observe(outcome: code.rawValue, isBroken: true)
        giveUp()
    }

    private func observe(outcome: String, isBroken: Bool = false) {
        guard let sliced, let exchange = sliced.exchange else { return }
        var answer = sliced.answer
        answer.outcome = outcome
        router.observe(exchange, answer, bytes: sliced.bytes, isBroken: isBroken)
    }

    /// Sends the next piece, if there is one and the client has taken what was sent before.
    func sendSlice() {
        guard let context, context.channel.isWritable, let sliced, !sliced.isTurn else { return }
        guard let piece = self.sliced?.nextPiece(atMost: Self.slice) else {
            if sliced.source == nil { sendEnd(of: sliced) }
            return
        }
        // Whoever takes what was sent is not standing still, whatever waits behind it.
        standstill = Standstill(since: .now())
        self.sliced?.isTurn = true
        let bytes = piece.readableBytes
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(piece)))).assumeIsolated().whenSuccess { self.took(bytes) }
        loop.eventLoop.assumeIsolated().execute {
            self.sliced?.isTurn = false
            self.sendSlice()
        }
    }

    private func sendEnd(of sliced: SlicedAnswer) {
        self.sliced = nil
        guard let context else { return }
        let end: EventLoopFuture<Void> = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        // Before the next answer can come, which is none of the compressor's.
        if let compressor = sliced.compressor { stopCompression(compressor) }
        end.cascade(to: sliced.sent)
    }

    /// The system has taken so much of what was sent.
    private func took(_ bytes: Int) {
        release(bytes)
        // A client for which nothing is there to take does not stand still.
        if let sliced, sliced.source != nil, sliced.isEmpty { standstill = nil }
    }

    /// The connection is over, and with it whatever was to be sent.
    func endSlices() {
        guard let sliced else { return }
        self.sliced = nil
        if let source = sliced.source {
            router.metrics.abandoned.add()
            source.cancel()
        }
        sliced.sent.fail(ChannelError.ioOnClosedChannel)
    }
}

/// What of an answer has not been sent yet.
struct SlicedAnswer {
    let answer: HTTPAnswer
    let exchange: Exchange?
    let compressor: HTTPResponseCompressor?
    let sent: EventLoopPromise<Void>
    /// What still makes it; nil once all of it is here.
    var source: AnswerStream?
    /// Whether a piece was sent, and others have their turn.
    var isTurn = false
    /// How long the body is, as far as it is made.
    private(set) var bytes = 0
    private var pieces = CircularBuffer<ByteBuffer>()

    init(
        _ answer: HTTPAnswer, rest: AnswerStream?, to exchange: Exchange?, through compressor: HTTPResponseCompressor?,
        sent: EventLoopPromise<Void>
    ) {
        self.answer = answer
        self.exchange = exchange
        self.compressor = compressor
        self.sent = sent
        source = rest
        append(answer.body)
    }

    var isEmpty: Bool { pieces.isEmpty }

    mutating func append(_ piece: ByteBuffer) {
        bytes += piece.readableBytes
        if piece.readableBytes > 0 { pieces.append(piece) }
    }

    mutating func nextPiece(atMost length: Int) -> ByteBuffer? {
        guard var first = pieces.popFirst() else { return nil }
        let piece = first.readSlice(length: min(length, first.readableBytes))
        if first.readableBytes > 0 { pieces.prepend(first) }
        return piece
    }
}
