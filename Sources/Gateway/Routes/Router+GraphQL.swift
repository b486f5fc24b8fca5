import Access
import Execution
import GraphQLLanguage
import NIOCore
import NIOHTTP1

extension Router {
    /// POST and GET of GraphQL over HTTP; HEAD is GET without the body.
    func answerGraphQL(_ exchange: Exchange, body: ByteBuffer?, tenantName: String?) {
        let facts = exchange.facts
        if let offer = facts.socketOffer { return openSocket(exchange, offer, tenantName: tenantName) }
        if isVisit(facts) { return exchange.answer(leadsToExplorer(of: tenantName)) }
        let reply = Reply(accept: facts.headers.accept, takesParts: facts.takesParts)
        guard reply.isPossible else { return exchange.answer(HTTPAnswer(.notAcceptable)) }
        let format = reply.refusalFormat
        do throws(Refusal) {
            try admit(facts)
            if body.map({ $0.readableBytes <= Self.readBeforeKnown }) ?? true {
                let received = try decode(facts, body: body, reply)
                return authenticated(exchange, tenantName: tenantName, format: format) { [self] principal in
                    run(received, as: principal, exchange, tenantName: tenantName, reply)
                }
            }
        } catch {
            return exchange.answer(HTTPAnswer(error, format: format))
        }
        authenticated(exchange, tenantName: tenantName, format: format) { [self] principal in
            do throws(Refusal) {
                run(try decode(facts, body: body, reply), as: principal, exchange, tenantName: tenantName, reply)
            } catch {
                exchange.answer(HTTPAnswer(error, format: format))
            }
        }
    }

    /// A longer body is read once it is known whose it is: a megabyte of JSON takes a tenth of a second.
    private static let readBeforeKnown = 16 << 10

    private enum Received {
        case one(GraphQLRequest)
        case batch([Result<GraphQLRequest, GraphQLError>])
    }

    /// What can be told without the body.
    private func admit(_ facts: RequestFacts) throws(Refusal) {
        switch facts.method {
        case .POST: guard BodyType.isJSON(facts.headers.contentType) else { throw .unsupportedMediaType }
        case .GET, .HEAD: guard configuration.csrf.admits(facts.headers, cors: configuration.cors) else { throw .crossSite }
        default: throw .methodNotAllowed(allow: "GET, HEAD, POST, OPTIONS")
        }
    }

    private func decode(_ facts: RequestFacts, body: ByteBuffer?, _ reply: Reply) throws(Refusal) -> Received {
        guard facts.method == .POST else {
            return .one(try RequestDecoder.decode(query: facts.query, takesParts: reply.takesParts, takesEvents: reply.takesEvents))
        }
        let body = body ?? ByteBuffer()
        if let batch = try RequestDecoder.decodeBatch(body, atMost: configuration.limits.batch) { return .batch(batch) }
        return .one(try RequestDecoder.decode(body, takesParts: reply.takesParts, takesEvents: reply.takesEvents))
    }

    private func run(_ received: Received, as principal: Principal, _ exchange: Exchange, tenantName: String?, _ reply: Reply) {
        switch received {
        case .one(let request): run(request, as: principal, exchange, tenantName: tenantName, reply)
        case .batch(let requests):
            guard let format = reply.format else { return exchange.answer(HTTPAnswer(.notAcceptable)) }
            run(batch: requests, as: principal, exchange, format: format)
        }
    }

    private func run(_ received: GraphQLRequest, as principal: Principal, _ exchange: Exchange, tenantName: String?, _ reply: Reply) {
        let resolved: PersistedDocuments.Resolved
        do throws(Refusal) {
            resolved = try documents.resolve(received, for: principal)
        } catch {
            return exchange.answer(HTTPAnswer(error, format: reply.refusalFormat))
        }
        let running = service.answer(
            resolved.request, as: principal, from: address(of: principal, exchange), on: exchange.eventLoop, deadline: exchange.deadline
        ) { [self] response in
            documents.settle(resolved, for: principal, after: response.outcome)
            if response.follows != nil {
                let credential = credential(of: exchange.facts, tenantName: tenantName)
                return answerEvents(exchange, response, to: resolved.request, as: principal, credential: credential)
            }
            guard let format = reply.format else { return exchange.answer(eventAnswer(response, to: exchange)) }
            exchange.answer(answer(response, format: format), rest: response.rest)
        }
        if !exchange.isOver { exchange.running = running }
    }

    func answer(_ response: GraphQLResponse, format: ResponseFormat) -> HTTPAnswer {
        let status = configuration.statuses.status(of: response.outcome, in: format)
        var answer = HTTPAnswer(status, contentType: format.contentType, body: response.body, outcome: response.outcome.label)
        answer.mustBeSent = response.tellsOfWrites
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
