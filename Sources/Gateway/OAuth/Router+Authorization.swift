import NIOCore
import NIOHTTP1

extension Router {
    /// Answers an app or a shop's owner. Nothing here is hot, so it may be written as it is read.
    func answerAuthorization(_ exchange: Exchange, _ endpoint: OAuthEndpoint, body: ByteBuffer?) {
        guard let authorization else { return exchange.answer(HTTPAnswer(.notFound)) }
        let facts = exchange.facts
        guard endpoint.methods.split(separator: ", ").contains(where: { $0 == facts.method.rawValue }) else {
            return exchange.answer(HTTPAnswer(.methodNotAllowed(allow: endpoint.methods)))
        }
        let answered = exchange.eventLoop.makePromise(of: HTTPAnswer.self)
        answered.completeWithTask { await authorization.answer(endpoint, facts, body: body) }
        answered.futureResult.assumeIsolated().whenSuccess { answer in
            var answer = answer
            // Nobody keeps a token by mistake; of what is not posted, every answer of this server says so.
            if facts.method == .POST { answer.headers += [("cache-control", "no-store"), ("pragma", "no-cache")] }
            exchange.answer(answer)
        }
    }
}
