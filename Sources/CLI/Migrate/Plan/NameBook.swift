import Postgres

/// The names of tables, their columns, and functions at one moment.
struct NameBook {
    /// What a body would say of it: the words that stand in it, lower-cased; a function's with a bracket.
    struct Name: Hashable {
        let text: String
        let words: [String]
    }

    private let names: Set<Name>

    static func read(_ connection: AdminConnection) async throws(PostgresError) -> NameBook {
        let result = try await connection.query(
            """
            SELECT format('%I.%I', n.nspname, c.relname), lower(c.relname), NULL FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE \(CatalogCheck.schemas) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            UNION ALL SELECT format('%I.%I.%I', n.nspname, c.relname, a.attname), lower(c.relname), lower(a.attname)
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE \(CatalogCheck.schemas) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL SELECT DISTINCT format('%I.%I()', n.nspname, f.proname), lower(f.proname) || '(', NULL
              FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace WHERE \(CatalogCheck.schemas)
            """)
        return NameBook(
            names: Set(
                (0..<result.rowCount).map { row in
                    Name(
                        text: result.text(row: row, column: 0) ?? "",
                        words: [1, 2].compactMap { result.text(row: row, column: $0) })
                }))
    }

    /// What an earlier book has and this one does not. Columns of a table that is gone are told by the table.
    func gone(since before: NameBook) -> [Name] {
        let gone = before.names.subtracting(names)
        let things = Set(gone.filter { $0.words.count == 1 }.map(\.text))
        return gone.filter { name in name.words.count == 1 || !things.contains { name.text.hasPrefix($0 + ".") } }
    }
}
