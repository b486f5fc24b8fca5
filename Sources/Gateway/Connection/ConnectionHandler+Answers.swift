import NIOCore
import NIOHTTP1
import NIOHTTPCompression

extension ConnectionHandler {
    /// Writes an answer with one flush, and goes on to the next request.
    func finish(_ answer: HTTPAnswer) {
        guard let context else { return }
        var answer = answer
        let bytes = exchange?.facts.method == .HEAD ? 0 : answer.body.readableBytes
        if !reserve(bytes, always: answer.mustBeSent) { answer = HTTPAnswer(.tooManyUnsent, as: answer.contentType) }
        let head = self.head
        let exchange = self.exchange
        // A request that is not over yet leaves a connection whose next bytes are not the next request's.
        let isUnfinished = phase != .answering
        let closes =
            isUnfinished || closesAfterAnswer || answer.closesConnection || loop.isDraining || head.map { !$0.isKeepAlive } ?? true
        self.head = nil
        self.body = nil
        self.exchange = nil
        stopDecompression()

        var response = HTTPResponseHead(version: .http1_1, status: answer.status)
        response.headers = headers(of: answer, exchange: exchange, closes: closes)
        // HTTP/1.0 closes unless told otherwise.
        if !closes, head?.version == .http1_0 { response.headers.add(name: "connection", value: "keep-alive") }
        let isCompressed = compresses(answer, exchange: exchange)
        let compressor = isCompressed ? head.flatMap(startCompression) : nil
        if isCompressed { response.headers.add(name: "vary", value: "accept-encoding") }
        write(.head(response), flush: false)
        // Without chunks a client has to be told the length at first.
        let isSliced = compressor != nil && answer.body.readableBytes > Self.slice && head?.version == .http1_1
        if bytes > 0, !isSliced { write(.body(.byteBuffer(answer.body)), flush: false) }

        phase = isUnfinished && head != nil ? .discarding : .sending
        closesAfterAnswer = closes
        // How long the client may take is told by its standstill alone.
        limit = .distantFuture
        standstill = Standstill(since: .now())
        let whole: EventLoopFuture<Void>.Isolated
        if isSliced, let compressor {
            whole = sendInSlices(answer.body, through: compressor)
        } else {
            whole = context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated()
            if let compressor { stopCompression(compressor) }
        }
        if let exchange { router.observe(exchange, answer) }
        // Mostly it is sent by now. What comes of that is the next request, so it comes last.
        whole.whenComplete { result in
            if case .success = result { self.sent() } else { context.close(promise: nil) }
        }
        takeWaitingParts()
    }

    /// Goes on, now that the system has taken the whole answer.
    private func sent() {
        standstill = nil
        releaseAnswer()
        switch phase {
        case .sending where closesAfterAnswer:
            context?.close(promise: nil)
        case .sending:
            phase = .idle
            idleSince = .now()
            limit = idleSince + router.configuration.timeouts.idle
            takeWaitingParts()
        case .discarding:
            limit = .now() + Self.patienceWithUnfinishedRequest
        case .idle, .receiving, .answering, .closed:
            break
        }
    }

    /// What is compressed at a time: some 1.5 ms of the event loop. 15 MB in one piece were 0.35 s in which nobody else was served.
    private static let slice = 64 << 10

    /// Compresses and sends an answer's body piece by piece, each once the client has taken the one before, with others' turns in between.
    /// Succeeds when the system has taken all of it.
    private func sendInSlices(_ body: ByteBuffer, through compressor: HTTPResponseCompressor) -> EventLoopFuture<Void>.Isolated {
        let sent = loop.eventLoop.makePromise(of: Void.self)
        rest = SlicedBody(body: body, compressor: compressor, sent: sent)
        sendSlice()
        return sent.futureResult.assumeIsolated()
    }

    /// Sends the next piece, if there is one and the client has taken what was sent before.
    func sendSlice() {
        guard let context, context.channel.isWritable, var rest = self.rest, !rest.isTurn else { return }
        // Whoever takes what was sent is not standing still, whatever waits behind it.
        standstill = Standstill(since: .now())
        if let piece = rest.body.readSlice(length: min(Self.slice, rest.body.readableBytes)) {
            rest.isTurn = true
            self.rest = rest
            write(.body(.byteBuffer(piece)), flush: true)
        }
        guard rest.body.readableBytes > 0 else {
            self.rest = nil
            let end: EventLoopFuture<Void> = context.writeAndFlush(wrapOutboundOut(.end(nil)))
            // Before the next answer can come, which is none of the compressor's.
            stopCompression(rest.compressor)
            return end.cascade(to: rest.sent)
        }
        loop.eventLoop.assumeIsolated().execute {
            self.rest?.isTurn = false
            self.sendSlice()
        }
    }

    /// For how long the rest of a request is dropped once it is answered.
    private static let patienceWithUnfinishedRequest = TimeAmount.seconds(2)

    func write(_ part: HTTPServerResponsePart, flush: Bool) {
        guard let context else { return }
        if flush {
            context.writeAndFlush(wrapOutboundOut(part), promise: nil)
        } else {
            context.write(wrapOutboundOut(part), promise: nil)
        }
    }

    private func headers(of answer: HTTPAnswer, exchange: Exchange?, closes: Bool) -> HTTPHeaders {
        var headers = HTTPHeaders()
        headers.reserveCapacity(8)
        headers.add(name: "date", value: loop.date)
        if answer.status.mayHaveResponseBody {
            headers.add(name: "content-type", value: answer.contentType)
            headers.add(name: "content-length", value: String(answer.body.readableBytes))
            // What one viewer may see is no answer for the next.
            if exchange?.facts.method != .POST { headers.add(name: "cache-control", value: "private, no-store") }
        }
        headers.add(name: "x-content-type-options", value: "nosniff")
        for (name, value) in answer.headers { headers.add(name: name, value: value) }
        for (name, value) in router.configuration.cors.headers(for: exchange?.facts.origin) { headers.add(name: name, value: value) }
        if closes { headers.add(name: "connection", value: "close") }
        return headers
    }
}

/// What of a long answer has not been compressed yet.
struct SlicedBody {
    var body: ByteBuffer
    let compressor: HTTPResponseCompressor
    let sent: EventLoopPromise<Void>
    /// Whether a piece is being sent, or the next one's turn is to come.
    var isTurn = false
}
