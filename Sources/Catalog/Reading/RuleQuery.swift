import GraphModel
import Postgres

/// The rules for reading that migrations declared (`souk.rule`); none in a database without the gateway's own schema.
struct RuleQuery {
    private static let presence = """
        SELECT coalesce(has_table_privilege(to_regclass('souk.rule'), 'SELECT'), false)
        """
    private static let sql = """
        SELECT c.oid, r.buyers::text[], r.merchants::text[],
          r.kind IN ('own', 'shop', 'deal', 'operators') AND r.public_when IS NULL AND r.shared_when IS NULL,
          CASE r.kind WHEN 'public' THEN 'everybody' WHEN 'members' THEN 'members' ELSE 'nobody' END, r.scope
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
                buyers: try row.texts(1), merchants: try row.texts(2), isSaidByColumns: try row.bool(3),
                audience: CatalogSnapshot.Rule.Audience(rawValue: try row.text(4)) ?? .nobody, scope: row.optionalText(5))
        }
        return rules
    }
}
