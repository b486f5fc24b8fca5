package import Access
import JSON
import NIOCore
import NIOHTTP1

/// OAuth 2.0 over HTTP: forms in, JSON, redirects and one page out.
package struct OAuthEndpoints: Sendable {
    let server: AuthorizationServer
    let words: @Sendable () -> ScopeWords?
    private let publicURL: String?
    private let isEncrypted: Bool

    /// - Parameters:
    ///   - words: what scopes open, for the page that asks for consent; nil as long as there is no graph.
    ///   - publicURL: how clients reach this gateway, without a slash at the end; nil takes the host that they ask for.
    ///   - isEncrypted: whether this gateway itself speaks TLS.
    package init(
        _ server: AuthorizationServer, words: @escaping @Sendable () -> ScopeWords?, publicURL: String? = nil, isEncrypted: Bool = false
    ) {
        self.server = server
        self.words = words
        self.publicURL = publicURL
        self.isEncrypted = isEncrypted
    }

    func answer(_ endpoint: OAuthEndpoint, _ facts: RequestFacts, body: ByteBuffer?) async -> HTTPAnswer {
        do throws(OAuthError) {
            switch endpoint {
            case .metadata: return .json(metadata(issuer: issuer(facts)))
            case .authorize: return await authorize(facts, body)
            case .token: return try await token(try OAuthForm(facts, body), facts)
            case .introspect:
                let form = try OAuthForm(facts, body)
                return .json(try await server.inspect(form.parameters, by: try form.client()))
            case .revoke:
                let form = try OAuthForm(facts, body)
                try await server.revoke(form.parameters, by: try form.client())
                return .json(.object([]))
            case .grants: return .json(try await server.grants(token: try Self.bearer(facts)))
            case .withdraw: return try await withdraw(try OAuthForm(facts, body), facts)
            }
        } catch {
            return .refusal(error, usedBasic: facts.headers.authorization?.lowercased().hasPrefix("basic ") == true)
        }
    }

    private func token(_ form: OAuthForm, _ facts: RequestFacts) async throws(OAuthError) -> HTTPAnswer {
        .json(try await server.token(form.parameters, by: form.namesClient ? try form.client() : nil))
    }

    private func withdraw(_ form: OAuthForm, _ facts: RequestFacts) async throws(OAuthError) -> HTTPAnswer {
        guard let grant = form.parameters["grant"].flatMap({ Int64($0) }) else { throw OAuthError(.invalidRequest, "grant is an id.") }
        let isDone = try await server.withdraw(grant: grant, token: try Self.bearer(facts))
        guard isDone else { return .json(.object([JSONMember("withdrawn", .bool(false))]), status: .notFound) }
        return .json(.object([JSONMember("withdrawn", .bool(true))]))
    }

    /// The token of a header `Authorization: Bearer …`.
    static func bearer(_ facts: RequestFacts) throws(OAuthError) -> String {
        let parts = (facts.headers.authorization ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw OAuthError(.accessDenied, "This needs the token of a shop's owner.")
        }
        return String(parts[1])
    }

    func issuer(_ facts: RequestFacts) -> String {
        publicURL ?? "\(isEncrypted ? "https" : "http")://\(facts.host ?? "localhost")"
    }

    private func metadata(issuer: String) -> JSONValue {
        func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
        let proofs = texts(["client_secret_basic", "client_secret_post", "none"])
        let secrets = texts(["client_secret_basic", "client_secret_post"])
        let scopes = server.vocabulary().map { [JSONMember("scopes_supported", texts($0.scopes))] } ?? []
        return .object(
            [
                JSONMember("issuer", .string(issuer)),
                JSONMember("authorization_endpoint", .string(issuer + OAuthEndpoint.authorize.rawValue)),
                JSONMember("token_endpoint", .string(issuer + OAuthEndpoint.token.rawValue)),
                JSONMember("revocation_endpoint", .string(issuer + OAuthEndpoint.revoke.rawValue)),
                JSONMember("introspection_endpoint", .string(issuer + OAuthEndpoint.introspect.rawValue)),
                JSONMember("response_types_supported", texts(["code"])),
                JSONMember("response_modes_supported", texts(["query"])),
                JSONMember("grant_types_supported", texts(AuthorizationServer.GrantType.allCases.map(\.rawValue))),
                JSONMember("code_challenge_methods_supported", texts(["S256"])),
                JSONMember("token_endpoint_auth_methods_supported", proofs),
                JSONMember("revocation_endpoint_auth_methods_supported", proofs),
                JSONMember("introspection_endpoint_auth_methods_supported", secrets),
                JSONMember("authorization_response_iss_parameter_supported", .bool(true)),
            ] + scopes)
    }
}

extension HTTPAnswer {
    /// One JSON value.
    static func json(_ value: JSONValue, status: HTTPResponseStatus = .ok, outcome: String = "complete") -> HTTPAnswer {
        var writer = JSONWriter(capacity: 512)
        writer.append(value)
        let body = writer.withUnsafeBytes { ByteBuffer(bytes: $0) }
        return HTTPAnswer(status, contentType: "application/json", body: body, outcome: outcome)
    }

    /// An error as RFC 6749, section 5.2 writes it.
    static func refusal(_ error: OAuthError, usedBasic: Bool) -> HTTPAnswer {
        let status: HTTPResponseStatus =
            switch error.code {
            case .invalidClient: .unauthorized
            case .accessDenied: .forbidden
            case .slowDown: .tooManyRequests
            case .temporarilyUnavailable: .serviceUnavailable
            case .serverError: .internalServerError
            default: .badRequest
            }
        let body = JSONValue.object([
            JSONMember("error", .string(error.code.rawValue)), JSONMember("error_description", .string(error.description)),
        ])
        var answer = json(body, status: status, outcome: "FORBIDDEN")
        if error.code == .invalidClient, usedBasic { answer.headers.append(("www-authenticate", #"Basic realm="souk""#)) }
        if error.code == .slowDown { answer.headers.append(("retry-after", "60")) }
        if error.code == .temporarilyUnavailable { answer.headers.append(("retry-after", "1")) }
        return answer
    }
}
