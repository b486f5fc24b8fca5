package import Postgres

/// How big a table of the real database is, by its statistics and files.
package struct LiveTable: Sendable, Hashable {
    /// As last counted by ANALYZE or VACUUM, partitions included; nil when nobody counted.
    package let rows: Int64?
    /// What a read from one end to the other goes through.
    package let bytes: Int64
    /// Of all its indexes together.
    package let indexBytes: Int64

    package init(rows: Int64?, bytes: Int64, indexBytes: Int64 = 0) {
        self.rows = rows
        self.bytes = bytes
        self.indexBytes = indexBytes
    }

    /// The tables of these names that are there, by name. Reads statistics and file sizes alone, and locks no table but as a SELECT does.
    package static func sizes(of names: Set<String>, _ connection: AdminConnection) async throws(PostgresError) -> [String: LiveTable] {
        var sizes: [String: LiveTable] = [:]
        for name in names.sorted() {
            let found = try await connection.query(sql, [name])
            guard found.rowCount == 1, let bytes = found.text(row: 0, column: 1).flatMap({ Int64($0) }) else { continue }
            sizes[name] = LiveTable(
                rows: found.text(row: 0, column: 0).flatMap { Int64($0) }, bytes: bytes,
                indexBytes: found.text(row: 0, column: 2).flatMap { Int64($0) } ?? 0)
        }
        return sizes
    }

    /// Those of these tables that have a row. Where nobody lets us look, the statistics say.
    package static func withRows(
        among sizes: [String: LiveTable], _ connection: AdminConnection
    ) async throws(PostgresError) -> Set<String> {
        var names: Set<String> = []
        for (name, table) in sizes {
            do throws(PostgresError) {
                if try await connection.query("SELECT FROM \(name) LIMIT 1").rowCount > 0 { names.insert(name) }
            } catch {
                guard error.serverReport != nil else { throw error }
                if table.rows ?? 0 > 0 { names.insert(name) }
            }
        }
        return names
    }

    private static let sql = """
        SELECT CASE WHEN min(c.reltuples) >= 0 THEN sum(c.reltuples)::bigint END, sum(pg_table_size(c.oid)), sum(pg_indexes_size(c.oid))
        FROM pg_class c WHERE c.relkind <> 'p' AND c.oid IN (SELECT to_regclass($1) UNION SELECT relid FROM pg_partition_tree(to_regclass($1)))
        """
}
