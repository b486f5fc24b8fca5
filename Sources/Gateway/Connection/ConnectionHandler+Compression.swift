import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// Compression is put into the pipeline for one message and taken out again: what is not compressed passes no such handler.
extension ConnectionHandler {
    func compresses(_ answer: HTTPAnswer, exchange: Exchange?) -> Bool {
        guard !answer.isEndless, let least = router.configuration.compressesFrom, answer.body.readableBytes >= least,
            let facts = exchange?.facts,
            facts.method != .HEAD, let accepted = facts.headers.acceptEncoding
        else { return false }
        return accepted.split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map(\.lowercasedTrimmed)
            guard let name = parts.first, ["gzip", "x-gzip", "deflate", "*"].contains(name) else { return false }
            return !parts.dropFirst().contains { Double($0.dropFirst(2)) == 0 }
        }
    }

    /// Inserts a compressor and shows it the request's head, by which it chooses the coding.
    func startCompression(for head: HTTPRequestHead) -> HTTPResponseCompressor? {
        guard let pipeline = context?.pipeline.syncOperations else { return nil }
        let compressor = HTTPResponseCompressor()
        do {
            try pipeline.addHandler(compressor, position: .before(self))
            let itsContext = try pipeline.context(handler: compressor)
            ignoresReads = true
            defer { ignoresReads = false }
            compressor.channelRead(context: itsContext, data: NIOAny(HTTPServerRequestPart.head(head)))
            return compressor
        } catch {
            return nil
        }
    }

    func stopCompression(_ compressor: HTTPResponseCompressor) {
        context?.pipeline.syncOperations.removeHandler(compressor, promise: nil)
    }

    /// Inserts what inflates the body that is on its way, up to the limit that holds for the request's body.
    func startDecompression(of head: HTTPRequestHead) {
        guard let pipeline = context?.pipeline.syncOperations else { return }
        let handler = NIOHTTPRequestDecompressor(limit: .size(bodyLimit))
        do {
            try pipeline.addHandler(handler, position: .before(self))
            let itsContext = try pipeline.context(handler: handler)
            decompressor = RequestDecompression(handler: handler)
            ignoresReads = true
            handler.channelRead(context: itsContext, data: NIOAny(HTTPServerRequestPart.head(RequestDecompression.named(head))))
            ignoresReads = false
            passWaitingBody(through: handler, itsContext)
        } catch {
            refuse(.bodyUndecodable)
        }
    }

    /// Inflates what waits of the current request: sent ahead of the answer before, it has passed the handler's place already.
    private func passWaitingBody(through handler: NIOHTTPRequestDecompressor, _ itsContext: ChannelHandlerContext) {
        let parts = waiting
        waiting.removeAll()
        var isBody = true
        for part in parts {
            // It comes back as any part does, and so waits before the next.
            if isBody, decompressor != nil { handler.channelRead(context: itsContext, data: NIOAny(part)) } else { waiting.append(part) }
            if case .end = part { isBody = false }
        }
    }

    func stopDecompression() {
        guard let decompressor else { return }
        self.decompressor = nil
        context?.pipeline.syncOperations.removeHandler(decompressor.handler, promise: nil)
    }
}

/// The handler that inflates the current request's body.
struct RequestDecompression {
    let handler: NIOHTTPRequestDecompressor

    /// The head with its coding by the name that the handler knows: `x-gzip` is gzip's old one (RFC 9110, 8.4.1.3).
    static func named(_ head: HTTPRequestHead) -> HTTPRequestHead {
        guard head.headers.first(name: "content-encoding")?.lowercased() == "x-gzip" else { return head }
        var head = head
        head.headers.replaceOrAdd(name: "content-encoding", value: "gzip")
        return head
    }

    /// What a client is told when its body cannot be inflated, or not within the limit; nil for other errors.
    static func refusal(for error: any Error) -> Refusal? {
        switch error {
        case NIOHTTPDecompression.DecompressionError.limit: .bodyTooLarge
        case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError: .bodyUndecodable
        default: nil
        }
    }
}
