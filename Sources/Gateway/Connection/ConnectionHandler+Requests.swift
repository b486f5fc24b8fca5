import Execution
import GraphQLLanguage
import NIOCore
import NIOHTTP1

extension ConnectionHandler {
    func receive(_ head: HTTPRequestHead) {
        guard phase == .idle else { return }
        let now = NIODeadline.now()
        let facts = RequestFacts(head)
        phase = .receiving
        self.head = head
        limit = now + router.configuration.timeouts.body
        exchange = Exchange(
            facts, route: Route(path: facts.path), by: entrance, from: peer, on: loop.eventLoop, start: now,
            deadline: now + router.configuration.timeouts.request
        ) { [unowned self] answer, sequel in
            // An exchange is abandoned before its connection goes away, and never answers after that.
            switch sequel {
            case .nothing: finish(answer)
            case .rest(let rest): finish(answer, rest: rest)
            case .socket(let socket): become(socket, by: answer)
            }
        }
        // The decoder takes what follows such a request for the other protocol, and reads no more of it.
        if facts.asksForOtherProtocol { closesAfterAnswer = true }
        if let refusal = refusal(of: head, facts) { return refuse(refusal) }
        if facts.headers.contentEncoding != nil { startDecompression(of: head) }
        if facts.headers.expectsContinue, phase == .receiving {
            write(.head(HTTPResponseHead(version: head.version, status: .continue)), flush: true)
        }
    }

    func receive(_ bytes: ByteBuffer) {
        switch phase {
        case .receiving:
            router.metrics.receivedBytes.add(bytes.readableBytes)
            var bytes = bytes
            if body == nil { body = bytes } else { body?.writeBuffer(&bytes) }
            if (body?.readableBytes ?? 0) > bodyLimit { refuse(.bodyTooLarge) }
        case .discarding:
            discardedBytes += bytes.readableBytes
            if discardedBytes > 4 * router.configuration.limits.body { context?.close(promise: nil) }
        default: break
        }
    }

    func receiveEnd() {
        stopDecompression()
        switch phase {
        case .receiving:
            guard let exchange else { return }
            phase = .answering
            // The service keeps the request's deadline; this is for one that does not.
            limit = exchange.deadline + .seconds(1)
            let body = self.body
            self.body = nil
            router.handle(exchange, body: body)
        case .discarding where standstill != nil:
            // The request is over before its answer is sent: nothing is left to drop.
            phase = .sending
        case .discarding:
            context?.close(promise: nil)
        default: break
        }
    }

    /// How long the current request's body may be, after decompression.
    var bodyLimit: Int {
        let limits = router.configuration.limits
        guard let exchange else { return limits.body }
        return exchange.route.bodyLimit(within: limits, isVisitor: exchange.facts.headers.authorization == nil)
    }

    /// What can be told by the head alone.
    private func refusal(of head: HTTPRequestHead, _ facts: RequestFacts) -> Refusal? {
        guard head.version.major == 1 else { return .malformed }
        guard !facts.isWithoutHost else { return .hostMissing }
        if let length = facts.headers.contentLength, length > bodyLimit { return .bodyTooLarge }
        switch facts.headers.contentEncoding?.lowercased() {
        case nil, "gzip"?, "deflate"?, "x-gzip"?: return nil
        case "identity"?: return nil
        default: return .encodingUnknown
        }
    }

    /// Answers the current request, or none if there is none, with an error.
    func refuse(_ refusal: Refusal) {
        if let exchange {
            exchange.answer(HTTPAnswer(refusal))
        } else {
            finish(HTTPAnswer(refusal))
        }
    }

    /// Called twice a second.
    func tick(at now: NIODeadline) {
        if standstill != nil, let context, let waiting = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes),
            let duration = standstill?.duration(waiting: waiting, at: now), duration > router.configuration.timeouts.write
        {
            return giveUp(.timeout)
        }
        guard now > limit else { return }
        switch phase {
        case .idle, .discarding: context?.close(promise: nil)
        case .receiving: refuse(.bodyTooSlow)
        case .answering:
            let running = exchange?.running
            refuse(.deadlineExceeded)
            running?.cancel()
        case .sending, .closed: break
        }
    }

    /// Closes now, or after the request that is under way.
    func drain() {
        guard phase != .idle else { return context?.close(promise: nil) ?? () }
        closesAfterAnswer = true
        sliced?.source?.whenDraining?()
    }
}

extension Refusal {
    /// What a client is told of a fault below HTTP's meaning; nil when there is nobody to tell.
    init?(connectionError error: any Error) {
        if let error = error as? HTTPParserError {
            switch error {
            case .closedConnection, .invalidEOFState: return nil
            case .headerOverflow: self = .headersTooLarge
            default: self = .malformed
            }
        } else if let refusal = RequestDecompression.refusal(for: error) {
            self = refusal
        } else {
            return nil
        }
    }
}
