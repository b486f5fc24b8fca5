import Execution
import NIOCore
import NIOHTTP1

extension ConnectionHandler {
    /// Writes an answer, with one flush where it is short and whole, and goes on to the next request.
    ///
    /// - Parameter rest: what follows of its body, which is then sent in chunks.
    func finish(_ answer: HTTPAnswer, rest: AnswerStream? = nil) {
        guard let context else {
            rest?.cancel()
            return
        }
        var (answer, rest) = (answer, rest)
        let bytes = exchange?.facts.method == .HEAD ? 0 : answer.body.readableBytes
        isCertain = answer.mustBeSent
        if !reserve(bytes, for: answer.mustBeSent ? .certainAnswer : .answer) {
            rest?.cancel()
            rest = nil
            answer = HTTPAnswer(.tooManyUnsent, as: answer.contentType)
        }
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
        response.headers = headers(of: answer, isWhole: rest == nil, exchange: exchange, closes: closes)
        // HTTP/1.0 closes unless told otherwise.
        if !closes, head?.version == .http1_0 { response.headers.add(name: "connection", value: "keep-alive") }
        let isCompressed = compresses(answer, exchange: exchange)
        let compressor = isCompressed ? head.flatMap(startCompression) : nil
        if isCompressed { response.headers.add(name: "vary", value: "accept-encoding") }
        write(.head(response), flush: false)
        // Without chunks a client has to be told the length at first.
        let isSliced = rest != nil || compressor != nil && answer.body.readableBytes > Self.slice && head?.version == .http1_1
        if bytes > 0, !isSliced { write(.body(.byteBuffer(answer.body)), flush: false) }

        phase = isUnfinished && head != nil ? .discarding : .sending
        closesAfterAnswer = closes
        // How long the client may take is told by its standstill alone.
        limit = .distantFuture
        standstill = Standstill(since: .now())
        let whole: EventLoopFuture<Void>.Isolated
        if isSliced {
            whole = sendInSlices(answer, rest: rest, to: answer.isEndless ? nil : exchange, through: compressor)
        } else {
            whole = context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated()
            if let compressor { stopCompression(compressor) }
        }
        if let exchange, rest == nil || answer.isEndless { router.observe(exchange, answer, bytes: answer.body.readableBytes) }
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

    private func headers(of answer: HTTPAnswer, isWhole: Bool, exchange: Exchange?, closes: Bool) -> HTTPHeaders {
        var headers = HTTPHeaders()
        headers.reserveCapacity(8)
        headers.add(name: "date", value: loop.date)
        if answer.status.mayHaveResponseBody {
            headers.add(name: "content-type", value: answer.contentType)
            if isWhole { headers.add(name: "content-length", value: String(answer.body.readableBytes)) }
            // What one viewer may see is no answer for the next.
            if exchange?.facts.method != .POST { headers.add(name: "cache-control", value: "private, no-store") }
        }
        headers.add(name: "x-content-type-options", value: "nosniff")
        for (name, value) in answer.headers { headers.add(name: name, value: value) }
        for (name, value) in router.configuration.cors.headers(for: exchange?.facts.headers.origin) {
            headers.add(name: name, value: value)
        }
        if closes { headers.add(name: "connection", value: "close") }
        return headers
    }
}
