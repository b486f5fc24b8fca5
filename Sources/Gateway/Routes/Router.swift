import Access
import Execution
import GraphQLLanguage
import Logging
import NIOCore
import NIOHTTP1

/// Leads a complete request to what answers it.
final class Router: Sendable {
    let configuration: GatewayConfiguration
    let service: any GraphQLService
    let authenticator: Authenticator
    /// Nil where nobody grants anything: a database of one tenant.
    let authorization: OAuthEndpoints?
    let documents: PersistedDocuments
    let metrics: GatewayMetrics
    let metricSources: [any MetricSource]
    let logger: Logger
    private let refusals: RefusalLog

    init(
        configuration: GatewayConfiguration, service: any GraphQLService, authenticator: Authenticator, authorization: OAuthEndpoints?,
        metrics: GatewayMetrics, metricSources: [any MetricSource], logger: Logger
    ) {
        self.configuration = configuration
        self.service = service
        self.authenticator = authenticator
        self.authorization = authorization
        self.documents = PersistedDocuments(configuration.documents)
        self.metrics = metrics
        self.metricSources = metricSources
        self.logger = logger
        self.refusals = RefusalLog(logger)
    }

    /// Answers the exchange, now or later on its event loop.
    func handle(_ exchange: Exchange, body: ByteBuffer?) {
        let facts = exchange.facts
        if facts.headers.isAmbiguous { return exchange.answer(HTTPAnswer(.badRequest("A header is given twice."))) }
        guard exchange.entrance.leads(to: exchange.route, metricsAreApart: configuration.metrics != nil) else {
            return exchange.answer(HTTPAnswer(.notFound))
        }
        if facts.method == .OPTIONS { return exchange.answer(options(exchange)) }
        switch exchange.route {
        case .graphQL(let tenant): return answerGraphQL(exchange, body: body, tenantName: tenant)
        case .authorization(let endpoint): return answerAuthorization(exchange, endpoint, body: body)
        case .unknown: return exchange.answer(HTTPAnswer(.notFound))
        default: break
        }
        guard facts.method == .GET || facts.method == .HEAD else {
            return exchange.answer(HTTPAnswer(.methodNotAllowed(allow: "GET, HEAD, OPTIONS")))
        }
        switch exchange.route {
        case .schema(let tenant): answerSchema(exchange, tenantName: tenant)
        case .health: exchange.answer(.text("alive\n"))
        case .readiness: exchange.answer(readiness(isDetailed: exchange.entrance == .inside))
        case .metrics: exchange.answer(metricsText())
        case .explorer(let name): exchange.answer(explorerFile(name))
        default: exchange.answer(page)
        }
    }

    /// Finds out who asks and goes on with them; an exchange that cannot be told is answered here.
    func authenticated(_ exchange: Exchange, tenantName: String?, format: ResponseFormat, then proceed: @escaping (Principal) -> Void) {
        verify(credential(of: exchange.facts, tenantName: tenantName), on: exchange.eventLoop) { result in
            guard !exchange.isOver else { return }
            switch result {
            case .success(let principal):
                exchange.principal = principal
                proceed(principal)
            case .failure(let error): exchange.answer(HTTPAnswer(Refusal(error), format: format))
            }
        }
    }

    /// What a request shows of who asks.
    func credential(of facts: RequestFacts, tenantName: String?) -> Credential {
        // A host names the tenant of a visitor; a token names its own.
        let host = facts.headers.authorization == nil ? facts.host.flatMap(HostName.withoutPort) : nil
        return Credential(authorization: facts.headers.authorization, tenantName: tenantName, host: host)
    }

    /// Finds out whose credential it is: at once where that is known, and later on the event loop where it is not.
    func verify(_ credential: Credential, on eventLoop: any EventLoop, _ completion: @escaping (Result<Principal, AccessError>) -> Void) {
        if let principal = authenticator.cached(credential) {
            metrics.knownPrincipals.add()
            return completion(.success(principal))
        }
        let verified = eventLoop.makePromise(of: Principal.self)
        verified.completeWithTask { [authenticator] in try await authenticator.principal(for: credential) }
        verified.futureResult.assumeIsolated().whenComplete { [self] result in
            switch result {
            case .success(let principal):
                metrics.verifiedPrincipals.add()
                completion(.success(principal))
            case .failure(let error):
                let error = error as? AccessError ?? AccessError(.unavailable)
                metrics.refused(error)
                if configuration.accessLog != .none { refusals.note(error) }
                completion(.failure(error))
            }
        }
    }

    /// Where the request comes from, where that counts: it is looked up for visitors who are limited alone.
    func address(of principal: Principal, _ exchange: Exchange) -> String? {
        principal.isCountedByAddress ? clientAddress(exchange) : nil
    }

    func clientAddress(_ exchange: Exchange) -> String? {
        ClientAddress.text(peer: exchange.peer, forwarded: exchange.facts.headers.forwardedFor, proxies: configuration.proxies)
    }

    private func options(_ exchange: Exchange) -> HTTPAnswer {
        guard exchange.route != .unknown else { return HTTPAnswer(.notFound) }
        var answer = HTTPAnswer(.noContent, contentType: "", body: ByteBuffer())
        let takesPosts =
            switch exchange.route {
            case .graphQL, .authorization: true
            default: false
            }
        answer.headers.append(("allow", takesPosts ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS"))
        if let origin = exchange.facts.headers.origin, exchange.facts.headers.requestedMethod != nil, configuration.cors.allows(origin) {
            answer.headers += configuration.cors.preflightHeaders(asking: exchange.facts.headers.requestedHeaders)
        }
        return answer
    }
}

extension Refusal {
    /// What a client learns of a failed authentication: whether to prove who it is, or to try again.
    init(_ error: AccessError) {
        if error.isTemporary {
            self.init(.serviceUnavailable, .unavailable, error.description, header: Header(name: "retry-after", value: "1"))
        } else {
            let challenge = error.code == .credentialsMissing ? "Bearer" : #"Bearer error="invalid_token""#
            self.init(.unauthorized, .unauthenticated, error.description, header: Header(name: "www-authenticate", value: challenge))
        }
    }
}
