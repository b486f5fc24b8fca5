import JSON
package import NIOCore
package import Postgres
import PostgresTypes

/// Apps, consents and codes as the database keeps them, through functions that check for themselves who may do what.
package struct OAuthStore: Sendable {
    private let pool: ConnectionPool
    private let timeout: TimeAmount
    /// Before it is known who asks.
    private static let nobody = SessionContext(tenant: "", role: "")

    package init(_ pool: ConnectionPool, timeout: TimeAmount = .seconds(5)) {
        self.pool = pool
        self.timeout = timeout
    }

    func client(_ id: String) async throws(OAuthError) -> OAuthClient? {
        guard OAuthClient.isID(id) else { return nil }
        let answer = try await ask(Self.findClient, [PostgresType.encode(id)], .cheapRead, Self.nobody)
        guard let tenant = answer["tenant_id"]?.integer, let name = answer["name"]?.text else { return nil }
        return OAuthClient(
            id: id, tenant: tenant, tenantTitle: answer["tenant_title"]?.text ?? "", name: name, publisher: answer["publisher"]?.text,
            redirectURIs: answer["redirect_uris"]?.items.compactMap(\.text) ?? [])
    }

    func shops(ownedBy owner: Principal) async throws(OAuthError) -> [OwnedShop] {
        try await ask(Self.listShops, [], .listRead, owner.sessionContext).items.compactMap { shop in
            shop["id"]?.integer.map { OwnedShop(id: $0, name: shop["name"]?.text ?? "\($0)") }
        }
    }

    /// Grants, and records a code that the app can exchange.
    func authorize(_ request: AuthorizationRequest, shops: [Int64], by owner: Principal, code: RandomSecret) async throws(OAuthError) {
        let values = [
            PostgresType.encode(request.client.id), PostgresType.encode(shops), PostgresType.encode(request.scopes),
            PostgresType.encode(request.redirectURI), PostgresType.encode(request.challenge), code.digest,
        ]
        _ = try await ask(Self.authorize, values, .mutation, owner.writingContext)
    }

    func grants(of owner: Principal) async throws(OAuthError) -> JSONValue {
        try await ask(Self.listGrants, [], .listRead, owner.sessionContext)
    }

    /// Returns false when the owner has no such grant in force.
    func withdraw(grant: Int64, by owner: Principal) async throws(OAuthError) -> Bool {
        try await ask(Self.withdraw, [PostgresType.encode(grant)], .mutation, owner.writingContext) == .bool(true)
    }

    func redeem(
        code: RandomSecret, redirectURI: String, challenge: String, by client: ClientCredentials, as token: OpaqueToken, living seconds: Int
    ) async throws(OAuthError) -> JSONValue {
        let values =
            Self.proof(client) + [
                code.digest, PostgresType.encode(redirectURI), PostgresType.encode(challenge), token.digest,
                PostgresType.encode(token.hint),
                PostgresType.encode("\(seconds) seconds"),
            ]
        return try await answered(Self.redeem, values, .mutation)
    }

    func issue(
        to client: ClientCredentials, shops: [Int64]?, scopes: [String]?, as token: OpaqueToken, living seconds: Int
    ) async throws(OAuthError) -> JSONValue {
        let values =
            Self.proof(client) + [
                shops.map(PostgresType.encode), scopes.map(PostgresType.encode), token.digest, PostgresType.encode(token.hint),
                PostgresType.encode("\(seconds) seconds"),
            ]
        return try await answered(Self.issue, values, .mutation)
    }

    func inspect(_ token: String, for client: ClientCredentials) async throws(OAuthError) -> JSONValue {
        try await answered(Self.inspect, Self.proof(client) + [RandomSecret(token).digest], .cheapRead)
    }

    func revoke(_ token: String, for client: ClientCredentials) async throws(OAuthError) {
        _ = try await answered(Self.revoke, Self.proof(client) + [RandomSecret(token).digest], .mutation)
    }

    /// Whether a token in force is the client's own.
    func holds(_ token: String, _ client: ClientCredentials) async throws(OAuthError) -> Bool {
        try await answered(Self.holds, Self.proof(client) + [RandomSecret(token).digest], .cheapRead)["holds"] == .bool(true)
    }

    func mint(_ wish: NarrowerToken, as token: OpaqueToken, by partner: Principal) async throws(OAuthError) -> JSONValue {
        let values: [[UInt8]?] = [
            token.digest, PostgresType.encode(token.hint), wish.scopes.map(PostgresType.encode), wish.shops.map(PostgresType.encode),
            wish.limitsText.map(PostgresType.encode), wish.seconds.map { PostgresType.encode("\($0) seconds") },
        ]
        // Two statements, since one does not see what its own functions write.
        let made = [BoundStatement(Self.mint, values), BoundStatement(Self.describe, [token.digest])]
        return try await ask(made, .mutation, partner.writingContext)
    }

    private static func proof(_ client: ClientCredentials) -> [[UInt8]?] {
        [PostgresType.encode(client.id), client.secret?.digest]
    }

    /// What a function answers that says its errors itself.
    private func answered(_ statement: Statement, _ values: [[UInt8]?], _ kind: Batch.Kind) async throws(OAuthError) -> JSONValue {
        let told = try await ask(statement, values, kind, Self.nobody)
        let answer = told["answer"] ?? .null
        guard let code = answer["error"]?.text.flatMap(OAuthError.Code.init) else { return answer }
        throw OAuthError(code, answer["error_description"]?.text ?? "", isWrongSecret: told["is_wrong_secret"] == .bool(true))
    }

    private func ask(
        _ statement: Statement, _ values: [[UInt8]?], _ kind: Batch.Kind, _ context: SessionContext
    ) async throws(OAuthError) -> JSONValue {
        try await ask([BoundStatement(statement, values)], kind, context)
    }

    /// The one JSON value that the last of the statements gives; null when there is no row.
    private func ask(_ statements: [BoundStatement], _ kind: Batch.Kind, _ context: SessionContext) async throws(OAuthError) -> JSONValue {
        do throws(PostgresError) {
            let results = try await pool.run(Batch(kind, statements), in: context, deadline: .now() + timeout)
            // A cell lies in memory of the result, which could be let go of before the cell is read.
            let value = withExtendedLifetime(results) {
                results.last?.cell(row: 0, column: 0).flatMap { try? JSONParser.parse($0) }
            }
            return value ?? .null
        } catch {
            throw OAuthError(error)
        }
    }
}

extension OAuthError {
    /// What a client is told when a function of the database says no: by SQLSTATE, never in the database's words.
    fileprivate init(_ error: PostgresError) {
        self =
            switch error.sqlState {
            case "42501": OAuthError(.accessDenied, "This is not yours to give, or is more than you have.")
            case "P0002": OAuthError(.invalidClient, "There is no such client.")
            case "22021", "22023", "22P02", "22P05": .unfit
            case "54000": OAuthError(.invalidRequest, "Too many tokens were made from this one.")
            default: error.safeToRetry || error.code == .unavailable ? .unavailable : OAuthError(.serverError, "This did not work.")
            }
    }
}

extension OAuthStore {
    private static func statement(_ sql: String, _ types: [UInt32]) -> Statement { Statement(sql: sql, parameterTypes: types) }
    private static let bytea: UInt32 = 17

    /// A function that wants a client's id and the digest of its secret before all else. Beside its answer stands whether the secret is
    /// wrong: one was sent, for a client that has one.
    private static func proven(_ function: String, _ types: [UInt32]) -> Statement {
        statement(
            """
            SELECT json_build_object('answer', a, 'is_wrong_secret', CASE WHEN a ->> 'error' = 'invalid_client' AND $2 IS NOT NULL
              THEN (SELECT c.confidential FROM souk.client($1) AS c) END)::text FROM \(function) AS a
            """, [TypeOID.text, bytea] + types)
    }

    private static let findClient = statement("SELECT row_to_json(c)::text FROM souk.client($1) c", [TypeOID.text])
    private static let listShops = statement("SELECT coalesce(json_agg(s), '[]')::text FROM souk.my_shops() s", [])
    private static let authorize = statement(
        "SELECT to_json(souk.authorize_app($1, $2, $3, $4, $5, $6)::text)::text",
        [TypeOID.text, TypeOID.int8Array, TypeOID.textArray, TypeOID.text, TypeOID.text, bytea])
    private static let listGrants = statement(
        """
        SELECT json_build_object('grants', coalesce(json_agg(json_build_object('id', g.id::text, 'app', g.app_name, 'publisher', g.publisher,
          'client_id', g.client_id, 'shop', g.shop_id::text, 'shop_name', g.shop_name, 'scope', array_to_string(g.scopes, ' '),
          'granted_at', g.granted_at, 'last_used_at', g.last_used_at)), '[]'))::text FROM souk.my_grants() g
        """, [])
    private static let withdraw = statement("SELECT to_json(souk.withdraw_my_grant($1))::text", [TypeOID.int8])
    private static let redeem = proven(
        "souk.redeem_code($1, $2, $3, $4, $5, $6, $7, $8::text::interval)",
        [bytea, TypeOID.text, TypeOID.text, bytea, TypeOID.text, TypeOID.text])
    private static let issue = proven(
        "souk.issue_to_client($1, $2, $3, $4, $5, $6, $7::text::interval)",
        [TypeOID.int8Array, TypeOID.textArray, bytea, TypeOID.text, TypeOID.text])
    private static let inspect = proven("souk.inspect_for_client($1, $2, $3)", [bytea])
    private static let revoke = proven("souk.revoke_for_client($1, $2, $3)", [bytea])
    private static let holds = proven("souk.client_holds($1, $2, $3)", [bytea])
    private static let mint = statement(
        "SELECT souk.mint_token($1, $2, $3, $4, $5::text::jsonb, $6::text::interval)",
        [bytea, TypeOID.text, TypeOID.textArray, TypeOID.int8Array, TypeOID.text, TypeOID.text])
    private static let describe = statement(
        """
        SELECT json_build_object('scopes', t.scopes, 'shops', t.merchants::text[],
          'expires_in', floor(extract(epoch FROM t.expires_at - now()))::bigint)::text FROM souk.find_token($1) AS t
        """, [bytea])
}
