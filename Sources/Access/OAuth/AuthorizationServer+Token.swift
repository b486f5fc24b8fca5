import GraphModel
package import JSON

extension AuthorizationServer {
    /// The ways to a token: by a code, by the client's own credentials, and by a wider token (RFC 8693).
    package enum GrantType: String, Sendable, CaseIterable {
        case authorizationCode = "authorization_code"
        case clientCredentials = "client_credentials"
        case tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange"
    }

    private static let accessTokenType = "urn:ietf:params:oauth:token-type:access_token"

    /// Answers a request for a token.
    ///
    /// - Parameter client: how the client proves itself; nil when it does not say who it is, which only an exchange allows: its proof is
    ///   the token.
    package func token(_ parameters: [String: String], by client: ClientCredentials?) async throws(OAuthError) -> JSONValue {
        let name = try Self.required("grant_type", parameters)
        guard let type = GrantType(rawValue: name) else {
            throw OAuthError(
                .unsupportedGrantType, "grant_type is one of \(GrantType.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        switch type {
        case .authorizationCode: return try await redeem(parameters, by: try Self.said(client))
        case .clientCredentials: return try await issue(parameters, by: try Self.said(client))
        case .tokenExchange: return try await narrow(parameters, by: client)
        }
    }

    private static func said(_ client: ClientCredentials?) throws(OAuthError) -> ClientCredentials {
        guard let client else { throw OAuthError(.invalidClient, "Which client is this? Say client_id.") }
        return client
    }

    /// What would make a token narrower, where it does not: a client that is not told would hold a wider one than it asked for.
    private static func refuseNarrowing(_ names: [String], _ parameters: [String: String]) throws(OAuthError) {
        for name in names where parameters[name] != nil {
            throw OAuthError(.invalidRequest, "\(name) is for token exchange: ask without it, then exchange the token for a narrower one.")
        }
    }

    private func redeem(_ parameters: [String: String], by client: ClientCredentials) async throws(OAuthError) -> JSONValue {
        try Self.refuseNarrowing(["shop", "only", "expires_in"], parameters)
        let code = RandomSecret(try Self.required("code", parameters))
        let address = try Self.required("redirect_uri", parameters)
        guard let challenge = CodeChallenge.answered(by: try Self.required("code_verifier", parameters)) else {
            throw OAuthError(.invalidRequest, "code_verifier is 43 to 128 unreserved characters.")
        }
        let token = OpaqueToken.generate()
        let answer = try await proving(client) { store throws(OAuthError) in
            try await store.redeem(
                code: code, redirectURI: address, challenge: challenge, by: client, as: token, living: Self.tokenLifetime)
        }
        return Self.answer(token, answer, living: Int64(Self.tokenLifetime))
    }

    private func issue(_ parameters: [String: String], by client: ClientCredentials) async throws(OAuthError) -> JSONValue {
        try Self.refuseNarrowing(["only", "expires_in"], parameters)
        let shops = try OAuthParameters.shops(parameters["shop"])
        let scopes = parameters["scope"].map { $0.split(separator: " ").map(String.init) }
        guard scopes?.isEmpty != true else { throw OAuthError(.invalidScope, "scope is empty.") }
        let token = OpaqueToken.generate()
        do throws(OAuthError) {
            let answer = try await proving(client) { store throws(OAuthError) in
                try await store.issue(to: client, shops: shops, scopes: scopes, as: token, living: Self.tokenLifetime)
            }
            return Self.answer(token, answer, living: Int64(Self.tokenLifetime))
        } catch  where error.code == .invalidScope {
            throw vocabulary()?.stray(scopes: scopes ?? []) ?? error
        }
    }

    private func narrow(_ parameters: [String: String], by client: ClientCredentials?) async throws(OAuthError) -> JSONValue {
        let subject = try Self.required("subject_token", parameters)
        guard try Self.required("subject_token_type", parameters) == Self.accessTokenType,
            parameters["requested_token_type", default: Self.accessTokenType] == Self.accessTokenType, parameters["actor_token"] == nil
        else { throw OAuthError(.invalidRequest, "Access tokens are exchanged for access tokens, without an actor.") }
        guard parameters["audience"] == nil, parameters["resource"] == nil else {
            throw OAuthError(.invalidTarget, "Tokens are for this gateway: there is no other audience or resource to ask for.")
        }
        let wish = try NarrowerToken(parameters)
        let token = OpaqueToken.generate()
        var isItsOwn = true
        if let client { isItsOwn = try await proving(client) { store throws(OAuthError) in try await store.holds(subject, client) } }
        let partner = try await holder(ofSubject: subject)
        guard isItsOwn else { throw OAuthError(.invalidClient, "subject_token: the token is not this client's.") }
        do throws(OAuthError) {
            let answer = try await store.mint(wish, as: token, by: partner)
            return Self.answer(token, answer, living: answer.integer("expires_in"), issuedType: Self.accessTokenType)
        } catch  where error.code == .accessDenied {
            throw wish.excess(over: partner, in: vocabulary())
        } catch  where error == .unfit {
            throw vocabulary()?.stray(limitKinds: wish.limits?.kinds ?? []) ?? error
        }
    }

    /// The partner whose token is to be exchanged.
    private func holder(ofSubject token: String) async throws(OAuthError) -> Principal {
        let principal: Principal
        do throws(OAuthError) { principal = try await self.principal(token: token) } catch  where error.code == .accessDenied {
            throw OAuthError(.invalidRequest, "subject_token: \(error.description)")
        }
        guard principal.role == .partner, principal.token != nil else {
            throw OAuthError(.invalidRequest, "subject_token: only a partner's token that was issued here can be narrowed.")
        }
        return principal
    }

    private static func answer(_ token: OpaqueToken, _ granted: JSONValue, living seconds: Int64?, issuedType: String? = nil) -> JSONValue {
        let scopes = (granted.list("scopes") ?? []).compactMap(\.text).joined(separator: " ")
        var members = [JSONMember("access_token", .string(token.text)), JSONMember("token_type", .string("Bearer"))]
        if let issuedType { members.append(JSONMember("issued_token_type", .string(issuedType))) }
        if let seconds { members.append(JSONMember("expires_in", .number(String(seconds)))) }
        members.append(JSONMember("scope", .string(scopes)))
        members.append(JSONMember("shops", .array(granted.list("shops") ?? [])))
        return .object(members)
    }
}
