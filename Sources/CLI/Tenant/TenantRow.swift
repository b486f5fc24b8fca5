import JSON
import Postgres

/// A marketplace as the command line shows it.
struct TenantRow: Hashable {
    let id: Int64
    let name: String
    let title: String
    let status: String
    let visitorsAllowed: Bool
    let hosts: String
    let pathPrefix: String?
    let createdAt: String

    /// For programs.
    var json: JSONValue {
        .members([
            "id": .string(String(id)), "name": .string(name), "title": .string(title), "status": .string(status),
            "visitorsAllowed": .bool(visitorsAllowed), "hosts": .array(hosts.split(separator: ",").map { .string(String($0)) }),
            "pathPrefix": .text(pathPrefix), "createdAt": .string(createdAt),
        ])
    }

    /// Every tenant, oldest first.
    static func all(_ connection: AdminConnection) async throws -> [TenantRow] {
        let rows = try await connection.query(
            """
            SELECT t.id, t.name, t.title, t.status, t.visitors_allowed,
              (SELECT string_agg(h.host, ',' ORDER BY h.host) FROM souk.tenant_host h WHERE h.tenant_id = t.id),
              t.path_prefix, to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
            FROM souk.tenant t ORDER BY t.id
            """)
        return (0..<rows.rowCount).map { row in
            TenantRow(
                id: rows.text(row: row, column: 0).flatMap { Int64($0) } ?? 0,
                name: rows.text(row: row, column: 1) ?? "",
                title: rows.text(row: row, column: 2) ?? "",
                status: rows.text(row: row, column: 3) ?? "",
                visitorsAllowed: rows.text(row: row, column: 4) == "t",
                hosts: rows.text(row: row, column: 5) ?? "",
                pathPrefix: rows.text(row: row, column: 6),
                createdAt: rows.text(row: row, column: 7) ?? "")
        }
    }

    /// The tenant of this name. Throws, in words, when there is none.
    static func named(_ name: String, _ connection: AdminConnection) async throws -> TenantRow {
        guard let tenant = try await all(connection).first(where: { $0.name == name }) else {
            throw CommandError("There is no tenant '\(name)'. `souk tenant list` shows those there are.")
        }
        return tenant
    }
}
