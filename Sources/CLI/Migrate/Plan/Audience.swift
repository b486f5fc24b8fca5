import GraphModel
import JSON
import Postgres

/// Somebody who sees the graph in a way of their own.
struct Audience: Hashable {
    let name: String
    let role: Role
    /// Nil when no scopes limit them.
    let scopes: Set<String>?

    /// Every role, with whatever scopes there are; and every app in use and every set of partners' tokens with theirs.
    static func all(_ real: AdminConnection) async throws -> [Audience] {
        let roles = Role.allCases.map { Audience(name: $0 == .partner ? "partner with every scope" : $0.rawValue, role: $0, scopes: nil) }
        guard try await real.query("SELECT to_regclass('souk.app_grant')").text(row: 0, column: 0) != nil else { return roles }
        let rows = try await real.query(partnersSQL)
        return roles
            + (0..<rows.rowCount).map { row in
                let scopes = rows.text(row: row, column: 1).flatMap { try? JSONParser.parse(Array($0.utf8)) }?.texts ?? []
                return Audience(
                    name: (rows.text(row: row, column: 0) ?? "") + " with "
                        + (scopes.isEmpty ? "no scope" : scopes.joined(separator: ", ")),
                    role: .partner, scopes: Set(scopes))
            }
    }

    /// Grants in force of apps that are not disabled, and tokens in force that were issued by hand.
    private static let partnersSQL = """
        WITH partner AS (
          SELECT 'app ' || a.name || ' of ' || t.name AS name, g.scopes FROM souk.app_grant g
          JOIN souk.app a ON a.tenant_id = g.tenant_id AND a.id = g.app_id JOIN souk.tenant t ON t.id = a.tenant_id
          WHERE g.withdrawn_at IS NULL AND a.status = 'active'
          UNION ALL SELECT 'tokens of ' || tenant_name, scopes FROM souk.token_in_force WHERE role = 'partner' AND app_id IS NULL)
        SELECT DISTINCT name, array_to_json(ARRAY(SELECT DISTINCT s FROM unnest(scopes) AS s ORDER BY s))::text FROM partner ORDER BY 1, 2
        """
}
