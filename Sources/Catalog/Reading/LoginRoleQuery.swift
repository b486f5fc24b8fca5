import GraphModel
import Postgres

/// Who we are to the server, and which server it is.
struct LoginRoleQuery {
    func run(on connection: AdminConnection) async throws -> (version: Int, role: CatalogSnapshot.LoginRole) {
        let rows = try await connection.rows(
            "role",
            "SELECT current_setting('server_version_num'), rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        guard let row = rows.first else { throw CatalogError(part: "role") }
        let role = CatalogSnapshot.LoginRole(name: try row.text(1), isSuperuser: try row.bool(2), bypassesRowSecurity: try row.bool(3))
        return (try row.int(0), role)
    }
}
