import Postgres

/// Tenants by the thousand, each as small as the other: deploy/lib/crowd.sql makes them.
enum Crowd {
    /// Whom it takes for tenants of the crowd: those whose name says so.
    static func read(_ connection: AdminConnection) async throws -> [DemoTenant] {
        let rows = try await connection.query("SELECT id, name FROM souk.tenant WHERE name LIKE 'crowd-%' ORDER BY id")
        let tenants = (0..<rows.rowCount).compactMap { row -> DemoTenant? in
            guard let id = rows.text(row: row, column: 0).flatMap({ Int64($0) }), let name = rows.text(row: row, column: 1) else {
                return nil
            }
            return DemoTenant(id: id, name: name, tokens: [])
        }
        guard tenants.count >= 10 else { throw BenchError("There are no tenants by the thousand in this database.") }
        return tenants
    }
}
