import Migrations
import Postgres

/// What a command says to somebody who logged in as the wrong one of Souk's roles.
enum WrongRole {
    /// For who may not do what they asked: who may. Nil when that is themselves, or Souk is not in the database.
    static func remark(_ connection: AdminConnection) async -> String? {
        // A transaction that failed answers nothing more.
        _ = try? await connection.query("ROLLBACK")
        let roles = try? await connection.query(
            """
            SELECT current_user, pg_get_userbyid(n.nspowner) FROM pg_namespace n
            WHERE n.nspname = 'souk' AND NOT pg_has_role(n.nspowner, 'USAGE')
            """)
        guard let roles, roles.rowCount == 1, let role = roles.text(row: 0, column: 0), let owner = roles.text(row: 0, column: 1) else {
            return nil
        }
        return "This needs \(owner); you are \(role)."
    }

    /// For who owns the tables and looks at what binds the role that serves: everything would be found of the wrong role. Nil for others.
    static func ownersRemark(_ connection: AdminConnection) async throws(PostgresError) -> String? {
        let roles = try await connection.query(
            """
            SELECT current_user, CASE WHEN r.rolsuper THEN 'is a superuser' ELSE 'owns the tables' END FROM pg_roles r
            WHERE r.rolname = current_user AND (r.rolsuper OR (SELECT bool_and(c.relowner = r.oid) FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE \(CatalogCheck.schemas) AND n.nspname <> 'souk' AND c.relkind IN ('r', 'p')))
            """)
        guard let role = roles.text(row: 0, column: 0), let what = roles.text(row: 0, column: 1) else { return nil }
        let serving = Environment.value("SOUK_SERVING_ROLE") ?? "souk_gateway"
        return "You are \(role), which \(what); run this as the role that serves (\(serving))."
    }
}

extension Error {
    /// Whether the database refused it because of who asks.
    var lacksRights: Bool {
        switch self as any Error {
        case let error as PostgresError: error.sqlState == "42501"
        case MigrationError.history(let reason): reason.hasSuffix("(42501)")
        default: false
        }
    }
}
