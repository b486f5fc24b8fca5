import GraphModel
import Postgres

/// Tables and views of the schemas that are served: those that the role may read something of, and those that ask to be in the graph.
/// What belongs to an extension is left out.
struct RelationQuery {
    let schemas: [String]?

    static let sql = """
        SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition,
          coalesce((SELECT o.option_value::boolean FROM pg_options_to_table(c.reloptions) o WHERE o.option_name = 'security_invoker'), false),
          pg_has_role(c.relowner, 'USAGE'), c.relrowsecurity, c.relforcerowsecurity, greatest(c.reltuples, 0),
          obj_description(c.oid, 'pg_class'), c.reltype
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
          AND CASE WHEN $1::text[] IS NULL THEN n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'souk')
            ELSE n.nspname = ANY ($1::text[]) END
          AND (has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')
            OR obj_description(c.oid, 'pg_class') ~ '@graph\\M')
          AND NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype = 'e')
        ORDER BY n.nspname, c.relname
        """

    func run(on connection: AdminConnection) async throws -> [CatalogSnapshot.Relation] {
        try await connection.rows("relations", Self.sql, [schemas.map { ArrayText($0).text }]).map { row in
            guard let kind = Self.kinds[try row.text(3)] else { throw CatalogError(part: "relations") }
            return CatalogSnapshot.Relation(
                oid: try row.oid(0), rowTypeOID: try row.oid(11), schema: try row.text(1), name: try row.text(2), kind: kind,
                isPartition: try row.bool(4),
                isSecurityInvoker: try row.bool(5), isOwnedByLoginRole: try row.bool(6), hasRowSecurity: try row.bool(7),
                forcesRowSecurity: try row.bool(8), estimatedRows: try row.double(9), comment: row.optionalText(10))
        }
    }

    private static let kinds: [String: CatalogSnapshot.Relation.Kind] = [
        "r": .table, "p": .partitionedTable, "v": .view, "m": .materializedView, "f": .foreignTable,
    ]
}
