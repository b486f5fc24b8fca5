import GraphModel
import Postgres

/// The columns that the role may read.
struct ColumnQuery {
    static let sql = """
        SELECT a.attrelid, a.attnum, a.attname, a.atttypid, format_type(a.atttypid, -1), a.attnotnull, a.atthasdef AND a.attgenerated = '',
          a.attgenerated <> '' OR a.attidentity = 'a', col_description(a.attrelid, a.attnum)
        FROM pg_attribute a
        WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
          AND has_column_privilege(a.attrelid, a.attnum, 'SELECT')
        ORDER BY a.attrelid, a.attnum
        """

    func run(on connection: AdminConnection, _ relations: String) async throws -> [UInt32: [CatalogSnapshot.Column]] {
        var columns: [UInt32: [CatalogSnapshot.Column]] = [:]
        for row in try await connection.rows("columns", Self.sql, [relations]) {
            let column = CatalogSnapshot.Column(
                number: try row.int(1), name: try row.text(2), typeOID: try row.oid(3), sqlType: try row.text(4),
                isNotNull: try row.bool(5), hasDefault: try row.bool(6), isGenerated: try row.bool(7), comment: row.optionalText(8))
            columns[try row.oid(0), default: []].append(column)
        }
        return columns
    }
}
