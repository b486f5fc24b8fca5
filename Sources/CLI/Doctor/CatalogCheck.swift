import Postgres

/// A question to the catalog, asked as the role that serves: each row of the answer is an object with which something is wrong.
struct CatalogCheck {
    let code: String
    var state = Finding.State.wrong
    /// What kind of object the rows name, for the finding.
    let kind: String
    /// A table of the schema `souk` that the question asks; where it is not there, nothing of what it tells can be wrong.
    var ledger: String?
    /// Gives the objects' names. `$1` is the name of the tenant column.
    let sql: String
    let why: String
    let remedy: String

    func findings(_ connection: AdminConnection, tenantColumn: String) async throws(PostgresError) -> [Finding] {
        if let ledger, try await connection.query(Self.presence, [ledger]).rowCount == 0 { return [] }
        let result = try await connection.query(sql, sql.contains("$1") ? [tenantColumn] : [])
        return (0..<result.rowCount).compactMap { result.text(row: $0, column: 0) }.map { name in
            Finding(state, code, on: "\(kind) \(name)", why, remedy: remedy)
        }
    }

    // Not to_regclass, which fails in a schema that the role may not use.
    private static let presence = """
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'souk' AND c.relname = $1 AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
        """

    /// Every check that a database of several tenants must pass.
    static let all = role + grants + relations + functions

    /// Where people's objects are; PostgreSQL's own and extensions' are not looked at.
    static let schemas = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"

    /// That a function, by its alias of `pg_proc`, is no extension's.
    static func isOfNoExtension(_ function: String) -> String {
        "NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = \(function).oid AND d.deptype = 'e')"
    }
}
