import GraphModel
import Postgres

/// Who we are to the server, what we could become, and which server it is.
struct LoginRoleQuery {
    private static let sql = """
        SELECT current_setting('server_version_num'), me.rolname, me.rolsuper, me.rolbypassrls,
          ARRAY(SELECT r.rolname::text FROM pg_roles r
            WHERE NOT me.rolsuper AND r.oid <> me.oid AND pg_has_role(me.oid, r.oid, 'MEMBER')
              AND (r.rolsuper OR r.rolbypassrls OR r.rolname IN ('pg_read_all_data', 'pg_write_all_data', 'pg_execute_server_program',
                  'pg_read_server_files', 'pg_write_server_files')
                OR EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'))
            ORDER BY 1)
        FROM pg_roles me WHERE me.rolname = current_user
        """

    func run(on connection: AdminConnection) async throws -> (version: Int, role: CatalogSnapshot.LoginRole) {
        guard let row = try await connection.rows("role", Self.sql).first else { throw CatalogError(part: "role") }
        let role = CatalogSnapshot.LoginRole(
            name: try row.text(1), isSuperuser: try row.bool(2), bypassesRowSecurity: try row.bool(3),
            dangerousMemberships: try row.texts(4))
        return (try row.int(0), role)
    }
}
