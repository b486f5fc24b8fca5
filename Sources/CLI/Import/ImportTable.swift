import Postgres

/// The table that rows go into, as the catalog describes it.
struct ImportTable: Hashable {
    /// Schema and name, quoted where they must be.
    let name: String
    let columns: [Column]
    /// The names of the columns of its primary key; none where it has none.
    let key: [String]

    struct Column: Hashable {
        let name: String
        let type: String
        /// False for generated columns, and for identity columns that are always generated.
        let writable: Bool
        /// Must be given: it is never null and has no default.
        let required: Bool
    }

    /// The column that says whose the row is.
    static let tenantColumn = "tenant_id"

    /// Looks a table up by `schema.name`. Throws, in words, when there is none.
    static func find(_ name: String, _ connection: AdminConnection) async throws -> ImportTable {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw CommandError("--table is a schema and a name, as in market.merchant, not '\(name)'.")
        }
        let rows = try await connection.query(
            """
            SELECT format('%I.%I', n.nspname, c.relname), a.attname, format_type(a.atttypid, a.atttypmod),
              a.attgenerated = '' AND a.attidentity <> 'a',
              a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AND a.attgenerated = '', a.attnum = ANY (k.conkey)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
              LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
            WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """,
            [String(parts[0]), String(parts[1])])
        guard rows.rowCount > 0, let quoted = rows.text(row: 0, column: 0) else { throw CommandError("There is no table '\(name)'.") }
        return ImportTable(
            name: quoted,
            columns: (0..<rows.rowCount).map { row in
                Column(
                    name: rows.text(row: row, column: 1) ?? "", type: rows.text(row: row, column: 2) ?? "",
                    writable: rows.text(row: row, column: 3) == "t", required: rows.text(row: row, column: 4) == "t")
            },
            key: (0..<rows.rowCount).compactMap { row in
                rows.text(row: row, column: 5) == "t" ? rows.text(row: row, column: 1) : nil
            })
    }

    func column(_ name: String) -> Column? { columns.first { $0.name == name } }

    /// Whether its rows belong to tenants.
    var isTenantOwned: Bool { column(Self.tenantColumn) != nil }
}
