import Access
import GraphModel
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
    /// The rows that it is limited to, as JSON.
    let limits: String?
    /// The token that it was made from.
    let parent: String?
    /// What it is worth now, where an app's grants narrow it; nil when it is worth nothing.
    let merchantsNow: String?
    let scopesNow: String?
    /// How much it may ask for in a time, together with all who share that; nil where nothing limits it.
    let rate: RateLimit?

    private static let columns = """
        SELECT t.id, t.hint, n.name, t.role, t.subject, array_to_string(t.merchants, ' '), array_to_string(t.scopes, ' '),
          t.app_id, t.label,
          CASE WHEN f.id IS NOT NULL THEN 'in force' WHEN t.revoked_at IS NOT NULL THEN 'revoked' WHEN t.expires_at <= now() THEN 'expired'
            WHEN n.status <> 'active' THEN 'tenant ' || n.status WHEN a.status <> 'active' THEN 'app ' || a.status
            WHEN t.app_id IS NOT NULL AND NOT EXISTS (SELECT FROM souk.app_grant g WHERE g.tenant_id = t.tenant_id AND g.app_id = t.app_id
              AND g.merchant_id = ANY (t.merchants) AND g.withdrawn_at IS NULL AND g.since <= t.created_at) THEN 'not granted'
            WHEN t.parent_id IS NOT NULL THEN 'parent ended' ELSE 'subject left' END,
          to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          to_char(t.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          to_char(t.last_used_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          t.limits, t.parent_id, array_to_string(f.merchants, ' '), array_to_string(f.scopes, ' '),
          souk.rates(t.tenant_id, t.app_id)
        FROM souk.token t JOIN souk.tenant n ON n.id = t.tenant_id LEFT JOIN souk.app a ON a.tenant_id = t.tenant_id AND a.id = t.app_id
        LEFT JOIN souk.token_in_force f ON f.id = t.id
        """

    /// The tokens of one tenant or of all, newest first; without `ended` only those in force.
    static func list(tenant: Int64?, ended: Bool, limit: Int, _ connection: AdminConnection) async throws -> [TokenRow] {
        rows(
            try await connection.query(
                columns + """
                     WHERE ($1::bigint IS NULL OR t.tenant_id = $1::bigint) AND ($2::boolean OR f.id IS NOT NULL)
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
            func optional(_ column: Int) -> String? { result.text(row: row, column: column) }
            return TokenRow(
                id: Int64(text(0)) ?? 0, hint: text(1), tenant: text(2), role: text(3), subject: optional(4), merchants: text(5),
                scopes: optional(6), app: optional(7), label: text(8), state: text(9), createdAt: text(10), expiresAt: optional(11),
                lastUsedAt: optional(12), limits: optional(13), parent: optional(14), merchantsNow: optional(15), scopesNow: optional(16),
                rate: Self.rate(text(17), of: text(3)))
        }
    }

    private static func rate(_ record: String, of role: String) -> RateLimit? {
        guard let role = Role(rawValue: role), let json = try? JSONParser.parse(Array(record.utf8)) else { return nil }
        return RateRecord(json)?.limits[role]
    }

    /// For programs.
    var json: JSONValue {
        func list(_ text: String?) -> JSONValue {
            text.map { .array($0.split(separator: " ").map { .string(String($0)) }) } ?? .null
        }
        return .members([
            "id": .string(String(id)), "hint": .string(hint), "tenant": .string(tenant), "role": .string(role), "subject": .text(subject),
            "merchants": list(merchants), "scopes": list(scopes), "only": limits.flatMap { try? JSONParser.parse(Array($0.utf8)) } ?? .null,
            "app": .text(app), "parent": .text(parent), "label": .string(label), "state": .string(state),
            "now": state == "in force" ? .members(["merchants": list(merchantsNow), "scopes": list(scopesNow)]) : .null,
            "rateLimit": rate.map { .members(["rowsPerMinute": .integer($0.rowsPerMinute), "burst": .integer($0.burst)]) } ?? .null,
            "createdAt": .string(createdAt), "expiresAt": .text(expiresAt), "lastUsedAt": .text(lastUsedAt),
        ])
    }
}
