import Access
import Postgres

/// What a new token is to be.
struct TokenOrder: Hashable {
    var tenant: Int64
    var role: String
    var subject: String?
    var merchants: [Int64] = []
    /// Nil: not limited by scopes. Partners always have a list.
    var scopes: [String]?
    var app: Int64?
    /// The rows it is limited to, as JSON: `{"campaign": [17]}`.
    var limits: String?
    var label = ""
    var lifespan: Lifespan?

    /// Makes the token and records its digest. The text is in the answer only.
    func issue(_ connection: AdminConnection) async throws -> IssuedToken {
        let token = OpaqueToken.generate()
        let rows = try await connection.query(
            """
            SELECT souk.issue_token(decode($1, 'hex'), $2, $3::bigint, $4, $5, $6::bigint[], $7::text[], $8::bigint, $9,
              clock_timestamp() + $10::interval, $11::jsonb)
            """,
            [
                token.digestHex, token.hint, String(tenant), role, subject, arrayLiteral(merchants.map(String.init)),
                scopes.map { arrayLiteral($0) }, app.map(String.init), label, lifespan?.interval, limits,
            ])
        guard let id = rows.text(row: 0, column: 0).flatMap({ Int64($0) }) else { throw CommandError("The token could not be issued.") }
        return IssuedToken(id: id, text: token.text)
    }
}

/// A token that was issued now; its text is known to nobody else.
struct IssuedToken: Hashable {
    let id: Int64
    let text: String
}

extension OpaqueToken {
    /// The digest as hexadecimal digits.
    var digestHex: String {
        digest.hex
    }
}
