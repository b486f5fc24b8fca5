import JSON
import Postgres

/// A token as the command line shows it: everything but the secret.
struct TokenRow: Hashable {
    let id: Int64
    let hint: String
    let tenant: String
    let role: String
    let subject: String?
    let merchants: String
    let scopes: String?
    let app: String?
    let label: String
    let state: String
    let createdAt: String
    let expiresAt: String?
    let lastUsedAt: String?

    private static let columns = """
        SELECT t.id, t.hint, n.name, t.role, t.subject, array_to_string(t.merchants, ' '), array_to_string(t.scopes, ' '),
          t.app_id, t.label,
          CASE WHEN t.revoked_at IS NOT NULL THEN 'revoked' WHEN t.expires_at <= now() THEN 'expired'
            WHEN n.status <> 'active' THEN 'tenant ' || n.status ELSE 'in force' END,
          to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          to_char(t.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          to_char(t.last_used_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        FROM souk.token t JOIN souk.tenant n ON n.id = t.tenant_id
        """

    /// The tokens of one tenant or of all, newest first; without `ended` only those in force.
    static func list(tenant: Int64?, ended: Bool, limit: Int, _ connection: AdminConnection) async throws -> [TokenRow] {
        rows(
            try await connection.query(
                columns + """
                     WHERE ($1::bigint IS NULL OR t.tenant_id = $1::bigint)
                      AND ($2::boolean OR (t.revoked_at IS NULL AND coalesce(t.expires_at > now(), true)))
                    ORDER BY t.created_at DESC, t.id DESC LIMIT $3::bigint
                    """,
                [tenant.map(String.init), ended ? "true" : "false", String(limit)]))
    }

    /// The token of this id; nil when there is none.
    static func find(id: Int64, _ connection: AdminConnection) async throws -> TokenRow? {
        rows(try await connection.query(columns + " WHERE t.id = $1::bigint", [String(id)])).first
    }

    /// The token of this digest; nil when there is none.
    static func find(digestHex: String, _ connection: AdminConnection) async throws -> TokenRow? {
        rows(try await connection.query(columns + " WHERE t.digest = decode($1, 'hex')", [digestHex])).first
    }

    private static func rows(_ result: ResultSet) -> [TokenRow] {
        (0..<result.rowCount).map { row in
            func text(_ column: Int) -> String { result.text(row: row, column: column) ?? "" }
            return TokenRow(
                id: Int64(text(0)) ?? 0, hint: text(1), tenant: text(2), role: text(3), subject: result.text(row: row, column: 4),
                merchants: text(5), scopes: result.text(row: row, column: 6), app: result.text(row: row, column: 7), label: text(8),
                state: text(9), createdAt: text(10), expiresAt: result.text(row: row, column: 11),
                lastUsedAt: result.text(row: row, column: 12))
        }
    }

    /// For programs.
    var json: JSONValue {
        .members([
            "id": .string(String(id)), "hint": .string(hint), "tenant": .string(tenant), "role": .string(role), "subject": .text(subject),
            "merchants": .array(merchants.split(separator: " ").map { .string(String($0)) }),
            "scopes": scopes.map { .array($0.split(separator: " ").map { .string(String($0)) }) } ?? .null,
            "app": .text(app), "label": .string(label), "state": .string(state), "createdAt": .string(createdAt),
            "expiresAt": .text(expiresAt), "lastUsedAt": .text(lastUsedAt),
        ])
    }
}
