import Postgres

/// A text that changes whenever the catalog does: cheap to ask for, so that a lost notification costs seconds and not a stale graph.
///
/// Made of row versions, not of contents; statistics, which PostgreSQL updates in place, do not change it.
struct CatalogVersionQuery {
    static let sql = """
        WITH relations AS (
          SELECT c.oid, c.xmin FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        ), versions (part, version) AS (
          SELECT 'class', hashtextextended(oid::text || ' ' || xmin::text, 0) FROM relations
          UNION ALL SELECT 'attribute', hashtextextended(attrelid::text || ' ' || attnum::text || ' ' || a.xmin::text, 0)
            FROM pg_attribute a JOIN relations r ON r.oid = a.attrelid WHERE attnum > 0
          UNION ALL SELECT 'constraint', hashtextextended(oid::text || ' ' || xmin::text, 0) FROM pg_constraint
          UNION ALL SELECT 'index', hashtextextended(indexrelid::text || ' ' || i.xmin::text, 0)
            FROM pg_index i JOIN relations r ON r.oid = i.indrelid
          UNION ALL SELECT 'policy', hashtextextended(oid::text || ' ' || xmin::text, 0) FROM pg_policy
          UNION ALL SELECT 'function', hashtextextended(p.oid::text || ' ' || p.xmin::text, 0)
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          UNION ALL SELECT 'enum', hashtextextended(oid::text || ' ' || xmin::text, 0) FROM pg_enum
          UNION ALL SELECT 'type', hashtextextended(oid::text || ' ' || xmin::text, 0) FROM pg_type WHERE typtype IN ('d', 'e', 'r')
          UNION ALL SELECT 'namespace', hashtextextended(oid::text || ' ' || xmin::text, 0) FROM pg_namespace WHERE nspname !~ '^pg_'
          UNION ALL SELECT 'description', hashtextextended(objoid::text || ' ' || objsubid::text || ' ' || xmin::text, 0)
            FROM pg_description WHERE objoid >= 16384
          UNION ALL SELECT 'role', hashtextextended(rolname || ' ' || rolsuper || ' ' || rolbypassrls, 0)
            FROM pg_roles WHERE rolname = current_user
          UNION ALL SELECT 'member', hashtextextended(roleid::text || ' ' || member::text, 0) FROM pg_auth_members
        )
        SELECT md5(string_agg(line, ' ')) FROM (
          SELECT part || ' ' || count(*) || ' ' || sum(version) FROM versions GROUP BY part ORDER BY part
        ) AS lines (line)
        """

    func run(on connection: AdminConnection) async throws -> String {
        guard let row = try await connection.rows("version", Self.sql).first else { throw CatalogError(part: "version") }
        return try row.text(0)
    }
}
