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
        rest?.receive(untaken: { [self] in unsent }) { [self] event in take(event) }
        sendSlice()
        if loop.isDraining { rest?.whenDraining?() }
        return sent.futureResult.assumeIsolated()
    }

    /// Takes more of an answer that is still made.
    private func take(_ event: AnswerStream.Event) {
        switch event {
        case .part(let bytes):
            guard reserve(bytes.readableBytes, for: .part) else { return giveUp(.unavailable) }
            sliced?.append(bytes)
            goOn()
        case .end(let bytes, let outcome):
            guard reserve(bytes.readableBytes, for: .part) else { return giveUp(.unavailable) }
            sliced?.append(bytes)
            sliced?.source = nil
            observe(outcome: outcome.label)
            goOn()
        case .broken(let code):
            giveUp(code)
        }
    }

    /// From now on there is something for the client to take.
    private func goOn() {
        standstill = standstill ?? Standstill(since: .now())
        sendSlice()
    }

    /// Counts and logs the answer, now that it is known how it went.
    private func observe(outcome: String, isBroken: Bool = false) {
        guard let exchange = sliced?.exchange, var answer = sliced?.answer, let bytes = sliced?.bytes else { return }
        answer.outcome = outcome
        router.observe(exchange, answer, bytes: bytes, isBroken: isBroken)
    }

    /// Sends the next piece, if there is one and the client has taken what was sent before.
    func sendSlice() {
        guard let context, context.channel.isWritable, sliced?.isTurn == false else { return }
        guard let (piece, used) = sliced?.nextPiece(atMost: Self.slice) else {
            if sliced?.source == nil { sendEnd() }
            return
        }
        // Whoever takes what was sent is not standing still, whatever waits behind it.
        standstill = Standstill(since: .now())
        sliced?.isTurn = true
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(piece)))).assumeIsolated().whenSuccess { self.took(used) }
        loop.eventLoop.assumeIsolated().execute {
            self.sliced?.isTurn = false
            self.sendSlice()
        }
    }

    private func sendEnd() {
        guard let context, let sliced else { return }
        self.sliced = nil
        let end: EventLoopFuture<Void> = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        // Before the next answer can come, which is none of the compressor's.
        if let compressor = sliced.compressor { stopCompression(compressor) }
        end.cascade(to: sliced.sent)
    }

    /// The system has taken a piece of the answer, and with it so many bytes are held no more.
    private func took(_ bytes: Int) {
        release(bytes)
        // A client for which nothing is there to take does not stand still.
        if sliced?.source != nil, unsent == 0 { standstill = nil }
    }

    /// The connection is over, and with it whatever was to be sent. What is still made is stopped.
    ///
    /// - Parameter code: why the gateway ended it; nil where the client did.
    func endSlices(_ code: GraphQLError.Code?) {
        guard let sliced else { return }
        if let source = sliced.source {
            if let code {
                observe(outcome: code.rawValue, isBroken: true)
            } else if sliced.exchange != nil {
                router.metrics.abandoned.add()
            }
            source.cancel()
        }
        self.sliced = nil
        sliced.sent.fail(ChannelError.ioOnClosedChannel)
    }
}

/// What of an answer has not been sent yet.
struct SlicedAnswer {
    /// The answer without its body.
    let answer: HTTPAnswer
    /// Whose it is, to be observed at its end; nil where that was done at its beginning.
    let exchange: Exchange?
    let compressor: HTTPResponseCompressor?
    let sent: EventLoopPromise<Void>
    /// What still makes it; nil once all of it is here.
    var source: AnswerStream?
    /// Whether a piece was sent, and others have their turn.
    var isTurn = false
    /// How long the body is, as far as it is made.
    private(set) var bytes = 0
    private var parts = CircularBuffer<ByteBuffer>()
    /// How long the first of the parts was before pieces of it were sent.
    private var firstLength = 0

    init(
        _ answer: HTTPAnswer, rest: AnswerStream?, to exchange: Exchange?, through compressor: HTTPResponseCompressor?,
        sent: EventLoopPromise<Void>
    ) {
        var bodyless = answer
        bodyless.body = ByteBuffer()
        self.answer = bodyless
        self.exchange = exchange
        self.compressor = compressor
        self.sent = sent
        source = rest
        append(answer.body)
    }

    mutating func append(_ part: ByteBuffer) {
        bytes += part.readableBytes
        if parts.isEmpty { firstLength = part.readableBytes }
        if part.readableBytes > 0 { parts.append(part) }
    }

    /// The next piece, and how many bytes are held no more once it is sent: those of a whole part, with its last piece.
    mutating func nextPiece(atMost length: Int) -> (piece: ByteBuffer, used: Int)? {
        guard var first = parts.popFirst(), let piece = first.readSlice(length: min(length, first.readableBytes)) else { return nil }
        guard first.readableBytes == 0 else {
            parts.prepend(first)
            return (piece, 0)
        }
        defer { firstLength = parts.first?.readableBytes ?? 0 }
        return (piece, firstLength)
    }
}
