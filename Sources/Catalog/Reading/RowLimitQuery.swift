import GraphModel
import Postgres

/// The kinds of things to which tokens can be limited (`souk.row_limit`); none in a database without the gateway's own schema.
struct RowLimitQuery {
    private static let presence = """
        SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'souk'
          AND c.relname = 'row_limit' AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
        """
    private static let sql = """
        SELECT c.oid, l.kind, l.column_name
        FROM souk.row_limit l
        JOIN pg_namespace n ON n.nspname = l.table_schema
        JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = l.table_name
        WHERE c.oid = ANY ($1::oid[])
        ORDER BY c.oid, l.kind
        """

    func run(on connection: AdminConnection, _ relations: String) async throws -> [UInt32: [CatalogSnapshot.RowLimit]] {
        guard try await connection.rows("row limits", Self.presence).first?.bool(0) == true else { return [:] }
        var limits: [UInt32: [CatalogSnapshot.RowLimit]] = [:]
        for row in try await connection.rows("row limits", Self.sql, [relations]) {
            limits[try row.oid(0), default: []].append(CatalogSnapshot.RowLimit(kind: try row.text(1), column: try row.text(2)))
        }
        return limits
    }
}
