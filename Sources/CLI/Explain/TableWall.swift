import Execution
import GraphModel
import Postgres

/// What the database itself has between its login role and a table's rows.
struct TableWall {
    struct Policy {
        let name: String
        let condition: String
    }

    /// `on`, `on and forced`, or `off`; for what a function returns that of the tables which the function reads.
    let rowSecurity: String
    /// The kind of the rule that migrations declared (`souk.rule`), and the scope it asks for; nil where there is none.
    let rule: (kind: String, scope: String?)?
    /// The policies for reading that bind the login role.
    let policies: [Policy]
    /// Whether the outbox is told of the table's changes, in the columns that `souk.emit_changes` was given; nil for what is no table.
    let tellsChanges: Bool?

    private static let telling = """
        SELECT CASE WHEN relkind IN ('r', 'p') THEN 3 = (SELECT count(*) FROM pg_trigger
          WHERE tgrelid = c.oid AND tgname IN ('telling_insert', 'telling_update', 'telling_delete') AND tgenabled IN ('O', 'A')) END
        FROM pg_class c WHERE oid = $1::regclass
        """
    private static let security = """
        SELECT CASE WHEN NOT relrowsecurity THEN 'off' WHEN relforcerowsecurity THEN 'on and forced' ELSE 'on' END
        FROM pg_class WHERE oid = $1::regclass
        """
    private static let policies = """
        SELECT polname, coalesce(pg_get_expr(polqual, polrelid), 'true') FROM pg_policy
        WHERE polrelid = $1::regclass AND polcmd IN ('r', '*')
          AND EXISTS (SELECT FROM unnest(polroles) r WHERE r = 0 OR pg_has_role(r, 'USAGE'))
        ORDER BY polname
        """
    private static let presence = """
        SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'souk'
          AND c.relname = 'rule' AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
        """
    private static let rule = "SELECT kind, scope FROM souk.rule WHERE table_schema = $1 AND table_name = $2"

    static func before(_ guarded: TableGuard, _ connection: AdminConnection) async throws -> TableWall {
        let table = guarded.table
        guard !table.isFunctionResult else {
            return TableWall(rowSecurity: "that of the tables which the function reads", rule: nil, policies: [], tellsChanges: nil)
        }
        let name = "\(table.schema.quoted).\(table.name.quoted)"
        let security = try await connection.query(security, [name]).text(row: 0, column: 0) ?? "off"
        let rows = try await connection.query(policies, [name])
        let policies = (0..<rows.rowCount).map { row in
            Policy(name: rows.text(row: row, column: 0) ?? "", condition: rows.text(row: row, column: 1) ?? "")
        }
        var declared: (kind: String, scope: String?)?
        if try await connection.query(presence).text(row: 0, column: 0) == "t" {
            let found = try await connection.query(rule, [table.schema.name, table.name.name])
            declared = found.text(row: 0, column: 0).map { ($0, found.text(row: 0, column: 1)) }
        }
        let tellsChanges = try await connection.query(telling, [name]).text(row: 0, column: 0).map { $0 == "t" }
        return TableWall(rowSecurity: security, rule: declared, policies: policies, tellsChanges: tellsChanges)
    }
}
