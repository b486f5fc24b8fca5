import GraphModel
package import JSON

/// OAuth 2.0 for partners' apps: consents of shops' owners, and tokens for them. Knows no HTTP.
///
/// The database decides (`sql/system`, consent and oauth); here requests are read, checked for form, and answered in the protocol's words.
package struct AuthorizationServer: Sendable {
    let store: OAuthStore
    let authenticator: Authenticator
    /// Nil as long as there is no graph.
    package let vocabulary: @Sendable () -> GrantVocabulary?
    private let guesses = GuessLimit()

    /// Tokens of codes and of client credentials live so many seconds; whoever has the grant takes the next one.
    package static let tokenLifetime = 3600

    package init(_ store: OAuthStore, authenticator: Authenticator, vocabulary: @escaping @Sendable () -> GrantVocabulary?) {
        self.store = store
        self.authenticator = authenticator
        self.vocabulary = vocabulary
    }

    // MARK: - Consent

    /// What an app asks for. Throws why it is not shown to anybody.
    package func authorizationRequest(_ parameters: [String: String]) async throws(AuthorizationRequest.Fault) -> AuthorizationRequest {
        var client: OAuthClient?
        do throws(OAuthError) {
            if let id = parameters["client_id"] { client = try await store.client(id) }
        } catch {
            throw .untrusted(error)
        }
        return try AuthorizationRequest(parameters, of: client, in: vocabulary())
    }

    /// The owner that a token is of, with the shops; throws `accessDenied` for everybody who owns none at the app's marketplace.
    package func owner(token: String, for request: AuthorizationRequest) async throws(OAuthError) -> (owner: Principal, shops: [OwnedShop])
    {
        let owner = try await principal(token: token)
        let denied = OAuthError(.accessDenied, "Only the owner of a shop at this marketplace can authorise an app.")
        guard owner.tenant == request.client.tenant, owner.role == .merchant else { throw denied }
        let shops = try await store.shops(ownedBy: owner)
        guard !shops.isEmpty else { throw denied }
        return (owner, shops)
    }

    /// Grants what was asked for to the app, for these shops; returns the code to send back.
    package func consent(to request: AuthorizationRequest, for shops: [Int64], by owner: Principal) async throws(OAuthError) -> String {
        let code = RandomSecret.generate(prefix: "souk_code_")
        try await store.authorize(request, shops: shops, by: owner, code: code)
        return code.text
    }

    /// What the owner's shops granted.
    package func grants(token: String) async throws(OAuthError) -> JSONValue {
        try await store.grants(of: try await principal(token: token))
    }

    /// Ends a grant; returns false when the owner has none such in force.
    package func withdraw(grant: Int64, token: String) async throws(OAuthError) -> Bool {
        try await store.withdraw(grant: grant, by: try await principal(token: token))
    }

    func principal(token: String) async throws(OAuthError) -> Principal {
        do throws(AccessError) {
            return try await authenticator.principal(for: Credential(authorization: "Bearer \(token)"))
        } catch {
            throw error.isTemporary ? .unavailable : OAuthError(.accessDenied, error.description)
        }
    }

    // MARK: - Tokens of one's own

    /// What a client may know of its token (RFC 7662).
    package func inspect(_ parameters: [String: String], by client: ClientCredentials) async throws(OAuthError) -> JSONValue {
        let token = try Self.required("token", parameters)
        return try await proving(client) { store throws(OAuthError) in try await store.inspect(token, for: client) }
    }

    /// Ends a client's token (RFC 7009).
    package func revoke(_ parameters: [String: String], by client: ClientCredentials) async throws(OAuthError) {
        let token = try Self.required("token", parameters)
        try await proving(client) { store throws(OAuthError) in try await store.revoke(token, for: client) }
    }

    static func required(_ name: String, _ parameters: [String: String]) throws(OAuthError) -> String {
        guard let value = parameters[name], !value.isEmpty else { throw OAuthError(.invalidRequest, "\(name) is missing.") }
        return value
    }

    /// Runs what a client must prove itself for: one statement, in which the database looks at the secret before all else.
    func proving<Value>(
        _ client: ClientCredentials, _ body: (OAuthStore) async throws(OAuthError) -> Value
    ) async throws(OAuthError) -> Value {
        guard OAuthClient.isID(client.id) else { throw .unprovenClient }
        do throws(OAuthError) {
            return try await body(store)
        } catch {
            guard error.isWrongSecret, guesses.isTooMany(of: client.id) else { throw error }
            throw OAuthError(.slowDown, "This secret is wrong, as were too many in this minute.")
        }
    }
}
