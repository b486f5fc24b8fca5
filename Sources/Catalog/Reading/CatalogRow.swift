import Postgres

/// One row of a query on the catalog, read by position; every cell as the type the query promises.
struct CatalogRow {
    let result: ResultSet
    let row: Int
    let part: String

    func optionalText(_ column: Int) -> String? { result.text(row: row, column: column) }

    func text(_ column: Int) throws(CatalogError) -> String {
        guard let text = optionalText(column) else { throw CatalogError(part: part) }
        return text
    }

    func bool(_ column: Int) throws(CatalogError) -> Bool { try text(column) == "t" }

    func int(_ column: Int) throws(CatalogError) -> Int {
        guard let value = Int(try text(column)) else { throw CatalogError(part: part) }
        return value
    }

    func oid(_ column: Int) throws(CatalogError) -> UInt32 {
        guard let value = UInt32(try text(column)) else { throw CatalogError(part: part) }
        return value
    }

    func double(_ column: Int) throws(CatalogError) -> Double {
        guard let value = Double(try text(column)) else { throw CatalogError(part: part) }
        return value
    }

    /// An array; none for NULL.
    func texts(_ column: Int) throws(CatalogError) -> [String] {
        guard let text = optionalText(column) else { return [] }
        guard let array = ArrayText(parsing: text) else { throw CatalogError(part: part) }
        return array.elements
    }

    /// An array of whole numbers; none for NULL.
    func ints(_ column: Int) throws(CatalogError) -> [Int] { try texts(column).compactMap { Int($0) } }
}

extension AdminConnection {
    /// The rows of a query on the catalog; `part` says in errors what it is about.
    nonisolated func rows(_ part: String, _ sql: String, _ parameters: [String?] = []) async throws(PostgresError) -> [CatalogRow] {
        let result = try await query(sql, parameters)
        return (0..<result.rowCount).map { CatalogRow(result: result, row: $0, part: part) }
    }
}
