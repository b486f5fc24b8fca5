import JSON
import Postgres

/// A rate limit as the command line shows it.
struct RateRow: Hashable {
    /// Nil where it holds in every tenant.
    let tenant: String?
    let role: String
    let app: String?
    /// Nil where nothing is limited.
    let rowsPerMinute: Int?
    let burst: Int?

    /// The limits that hold in a tenant, or all there are: the wider before the closer.
    static func all(tenant: Int64?, _ connection: AdminConnection) async throws -> [RateRow] {
        let rows = try await connection.query(
            """
            SELECT t.name, l.role, a.name, l.rows_per_minute, l.burst
            FROM souk.rate_limit l LEFT JOIN souk.tenant t ON t.id = l.tenant_id
              LEFT JOIN souk.app a ON a.tenant_id = l.tenant_id AND a.id = l.app_id
            WHERE $1::bigint IS NULL OR l.tenant_id IS NULL OR l.tenant_id = $1::bigint
            ORDER BY l.tenant_id NULLS FIRST, l.role, a.name NULLS FIRST
            """, [tenant.map(String.init)])
        return (0..<rows.rowCount).map { row in
            RateRow(
                tenant: rows.text(row: row, column: 0), role: rows.text(row: row, column: 1) ?? "", app: rows.text(row: row, column: 2),
                rowsPerMinute: rows.text(row: row, column: 3).flatMap { Int($0) },
                burst: rows.text(row: row, column: 4).flatMap { Int($0) })
        }
    }

    /// For people.
    var sentence: String {
        let who = app.map { "App \($0)" } ?? "Each \(role)"
        let place = tenant.map { "in \($0)" } ?? "in every tenant that says nothing of its own"
        guard let rowsPerMinute, let burst else { return "\(who) may ask for any number of rows \(place)." }
        return "\(who) may ask for \(rowsPerMinute) rows in a minute \(place), \(burst) at once."
    }

    /// For programs.
    var json: JSONValue {
        .members([
            "tenant": .text(tenant), "role": .string(role), "app": .text(app),
            "rowsPerMinute": rowsPerMinute.map { .integer($0) } ?? .null, "burst": burst.map { .integer($0) } ?? .null,
        ])
    }
}
