import GraphModel
import Postgres

/// The rules for reading that migrations declared (`souk.rule`); none in a database without the gateway's own schema.
struct RuleQuery {
    private static let presence = """
        SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'souk'
          AND c.relname = 'rule' AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
        """
    private static let sql = """
        SELECT c.oid, CASE r.kind WHEN 'public' THEN 'everybody' WHEN 'members' THEN 'members' ELSE 'nobody' END, r.scope,
          r.public_when, r.buyers::text[], r.merchants::text[], r.shared_when, has_table_privilege(c.oid, 'SELECT'),
          -- A database that was not migrated yet has no such columns.
          to_jsonb(r) ->> 'shared_column', to_jsonb(r) ->> 'shared_among'
        FROM souk.rule r
        JOIN pg_namespace n ON n.nspname = r.table_schema
        JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = r.table_name
        WHERE c.oid = ANY ($1::oid[])
        """

    func run(on connection: AdminConnection, _ relations: String) async throws -> [UInt32: CatalogSnapshot.Rule] {
        guard try await connection.rows("rules", Self.presence).first?.bool(0) == true else { return [:] }
        var rules: [UInt32: CatalogSnapshot.Rule] = [:]
        for row in try await connection.rows("rules", Self.sql, [relations]) {
            rules[try row.oid(0)] = CatalogSnapshot.Rule(
                audience: RowRule.Audience(rawValue: try row.text(1)) ?? .nobody, scope: row.optionalText(2),
                publicWhen: row.optionalText(3), buyers: try row.texts(4), merchants: try row.texts(5), sharedWhen: row.optionalText(6),
                isReadable: try row.bool(7), sharedColumn: row.optionalText(8), sharedAmong: row.optionalText(9))
        }
        return rules
    }
}
