import GraphModel
import Postgres

/// The row-security policies that bind the role.
struct PolicyQuery {
    static let sql = """
        SELECT p.polrelid, p.polname,
          CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
          p.polpermissive,
          ARRAY(SELECT CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r)::text END FROM unnest(p.polroles) r ORDER BY 1),
          pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
        FROM pg_policy p
        WHERE p.polrelid = ANY ($1::oid[])
          AND EXISTS (SELECT FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(r, 'USAGE'))
        ORDER BY p.polrelid, p.polname
        """

    func run(on connection: AdminConnection, _ relations: String) async throws -> [UInt32: [CatalogSnapshot.Policy]] {
        var policies: [UInt32: [CatalogSnapshot.Policy]] = [:]
        for row in try await connection.rows("policies", Self.sql, [relations]) {
            let policy = CatalogSnapshot.Policy(
                name: try row.text(1), command: try row.text(2), isPermissive: try row.bool(3), roles: try row.texts(4),
                usingExpression: row.optionalText(5), checkExpression: row.optionalText(6))
            policies[try row.oid(0), default: []].append(policy)
        }
        return policies
    }
}
