import Execution
import Planning
import Postgres

/// PostgreSQL's own plan of a statement, which it runs for it.
struct ServerPlan {
    let connection: AdminConnection
    /// `TEXT` or `JSON`.
    let form: String

    /// Under the settings and in the transaction that the connection is in; a statement that is planned once is planned so here, too.
    func of(_ statement: Explanation.Statement) async throws -> String {
        for setting in statement.planning.settings { try await connection.query("SET LOCAL \(setting.name) = \(setting.value)") }
        let plan =
            statement.planning == .once
            ? try await planForAllValues(of: statement) : try await explain(statement.sql, statement.textValues())
        for setting in statement.planning.settings { try await connection.query("SET LOCAL \(setting.name) TO DEFAULT") }
        return plan
    }

    private func planForAllValues(of statement: Explanation.Statement) async throws -> String {
        let types = try await list(statement.parameters.map { String($0.typeOID) }) {
            "CASE WHEN \($0)::oid = 0 THEN 'unknown' ELSE format_type(\($0)::oid, NULL) END"
        }
        let values = try await list(try statement.textValues()) { "quote_nullable(\($0)::text)" }
        try await connection.query("PREPARE souk_explained\(types) AS \(statement.sql)")
        let plan = try await explain("EXECUTE souk_explained\(values)")
        try await connection.query("DEALLOCATE souk_explained")
        return plan
    }

    private func explain(_ sql: String, _ values: [String?] = []) async throws -> String {
        let lines = try await connection.query("EXPLAIN (ANALYZE, BUFFERS, FORMAT \(form)) \(sql)", values)
        return (0..<lines.rowCount).compactMap { lines.text(row: $0, column: 0) }.joined(separator: "\n")
    }

    /// What the server makes of each item, in parentheses; nothing for none, as its grammar has it.
    private func list(_ items: [String?], _ expression: (String) -> String) async throws -> String {
        guard !items.isEmpty else { return "" }
        let expressions = items.indices.map { expression("$\($0 + 1)") }.joined(separator: ", ")
        let row = try await connection.query("SELECT \(expressions)", items)
        return "(\(items.indices.compactMap { row.text(row: 0, column: $0) }.joined(separator: ", ")))"
    }
}
