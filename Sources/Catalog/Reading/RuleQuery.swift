import GraphModel
import Postgres

/// The rules for reading that migrations declared (`souk.rule`); none in a database without the gateway's own schema.
struct RuleQuery {
    private static let presence = """
        SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'souk'
          AND c.relname = 'rule' AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
        """
    /// The server keeps what a policy's expression uses, its own functions and operators apart. What is neither the table, a type, nor a
    /// function that is marked may tell viewers apart by their subject.
    private static let sql = """
        WITH reading AS (
          SELECT p.oid, p.polrelid, pg_get_expr(p.polqual, p.polrelid) LIKE '%current_setting%' AS asks_settings FROM pg_policy p
          WHERE p.polrelid = ANY ($1::oid[]) AND p.polcmd IN ('r', '*')
            AND EXISTS (SELECT FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(r, 'USAGE'))
        ), personal AS (
          SELECT p.polrelid, d.refclassid = 'pg_proc'::regclass AND d.refobjid IS NOT DISTINCT FROM to_regprocedure('souk.buyer()') AS for_buyers
          FROM reading p JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid
          WHERE CASE d.refclassid WHEN 'pg_class'::regclass THEN d.refobjid <> p.polrelid
            WHEN 'pg_proc'::regclass THEN coalesce(obj_description(d.refobjid, 'pg_proc') !~ '@impersonal\\M', true)
            ELSE d.refclassid NOT IN ('pg_type'::regclass, 'pg_collation'::regclass) END
          UNION ALL SELECT p.polrelid, false FROM reading p WHERE p.asks_settings
        )
        SELECT c.oid, CASE r.kind WHEN 'public' THEN 'everybody' WHEN 'members' THEN 'members' ELSE 'nobody' END, r.scope,
          r.public_when, r.buyers::text[], r.merchants::text[], r.shared_when, has_table_privilege(c.oid, 'SELECT'),
          -- A database that was not migrated yet has no such columns.
          to_jsonb(r) ->> 'shared_column', to_jsonb(r) ->> 'shared_among',
          EXISTS (SELECT FROM personal p WHERE p.polrelid = c.oid AND NOT p.for_buyers),
          EXISTS (SELECT FROM personal p WHERE p.polrelid = c.oid)
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
                isReadable: try row.bool(7), sharedColumn: row.optionalText(8), sharedAmong: row.optionalText(9),
                personalFor: try row.bool(10) ? Role.allCases : try row.bool(11) ? [.buyer] : [])
        }
        return rules
    }
}
