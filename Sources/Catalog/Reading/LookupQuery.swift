import GraphModel
import Postgres

/// The rows of a table whose comment makes an enum of them.
struct LookupQuery {
    private let sql: String

    /// Nil for every other table.
    init?(_ relation: CatalogSnapshot.Relation) {
        guard let comment = relation.comment, comment.contains("@enum"), !relation.isView, !relation.columns.isEmpty else {
            return nil
        }
        let columns = relation.columns.map { Identifier($0.name).quoted }
        let table = "\(Identifier(relation.schema).quoted).\(Identifier(relation.name).quoted)"
        // One more than an enum may have tells that there are too many.
        let key = relation.primaryKey?.columns.compactMap { relation.column(numbered: $0)?.name } ?? []
        let order = key.isEmpty ? "" : " ORDER BY \(key.map { Identifier($0).quoted }.joined(separator: ", "))"
        sql = "SELECT \(columns.map { "\($0)::text" }.joined(separator: ", ")) FROM \(table)\(order) LIMIT 1001"
    }

    func run(on connection: AdminConnection) async throws -> [[String?]] {
        let result = try await connection.query(sql)
        return (0..<result.rowCount).map { row in (0..<result.columnCount).map { result.text(row: row, column: $0) } }
    }
}
