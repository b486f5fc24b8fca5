import Access
import Execution
import GraphQLLanguage
import NIOCore
import NIOHTTP1

extension Router {
    /// POST and GET of GraphQL over HTTP; HEAD is GET without the body.
    func answerGraphQL(_ exchange: Exchange, body: ByteBuffer?, tenantName: String?) {
        let facts = exchange.facts
        guard let format = ResponseFormat.negotiated(accept: facts.accept) else { return exchange.answer(HTTPAnswer(.notAcceptable)) }
        do throws(Refusal) {
            if let batch = try decodeBatch(facts, body: body) {
                return authenticated(exchange, tenantName: tenantName, format: format) { [self] principal in
                    run(batch: batch, as: principal, exchange, format: format)
                }
            }
            let request = try decode(facts, body: body)
            authenticated(exchange, tenantName: tenantName, format: format) { [self] principal in
                run(request, as: principal, exchange, format: format)
            }
        } catch {
            exchange.answer(HTTPAnswer(error, format: format))
        }
    }

    /// The requests of a body that is a batch; nil for any other request.
    private func decodeBatch(_ facts: RequestFacts, body: ByteBuffer?) throws(Refusal) -> [Result<GraphQLRequest, GraphQLError>]? {
        guard facts.method == .POST, let body, BodyType.isJSON(facts.contentType) else { return nil }
        return try RequestDecoder.decodeBatch(body, atMost: configuration.limits.batch)
    }

    private func decode(_ facts: RequestFacts, body: ByteBuffer?) throws(Refusal) -> GraphQLRequest {
        switch facts.method {
        case .POST:
            guard BodyType.isJSON(facts.contentType) else { throw .unsupportedMediaType }
            return try RequestDecoder.decode(body ?? ByteBuffer())
        case .GET, .HEAD:
            guard configuration.csrf.admits(facts, cors: configuration.cors) else { throw .crossSite }
            return try RequestDecoder.decode(query: facts.query)
        default:
            throw .methodNotAllowed(allow: "GET, HEAD, POST, OPTIONS")
        }
    }

    private func run(_ received: GraphQLRequest, as principal: Principal, _ exchange: Exchange, format: ResponseFormat) {
        let resolved: PersistedDocuments.Resolved
        do throws(Refusal) {
            resolved = try documents.resolve(received, for: principal)
        } catch {
            return exchange.answer(HTTPAnswer(error, format: format))
        }
        let running = service.answer(resolved.request, as: principal, on: exchange.eventLoop, deadline: exchange.deadline) {
            [self] response in
            documents.settle(resolved, for: principal, after: response.outcome)
            exchange.answer(answer(response, format: format))
        }
        if !exchange.isOver { exchange.running = running }
    }

    private func answer(_ response: GraphQLResponse, format: ResponseFormat) -> HTTPAnswer {
        let status = configuration.statuses.status(of: response.outcome, in: format)
        var answer = HTTPAnswer(status, contentType: format.contentType, body: response.body, outcome: response.outcome.label)
        if case .methodRefused = response.outcome { answer.headers.append(("allow", "POST")) }
        if status == .unauthorized { answer.headers.append(("www-authenticate", "Bearer")) }
        if let seconds = response.retryAfter { answer.headers.append(("retry-after", String(seconds))) }
        return answer
    }
}

extension GraphQLResponse.Outcome {
    /// What metrics and log call it.
    var label: String {
        switch self {
        case .complete: "complete"
        case .partial: "partial"
        case .refused(let code): code.rawValue
        case .methodRefused: GraphQLError.Code.validation.rawValue
        }
    }
}
