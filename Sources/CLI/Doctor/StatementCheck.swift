import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import Planning
import Postgres

/// Plans every field of the graph for every role, and looks in each statement's plan for tables of tenants that it reads without naming
/// the tenant.
struct StatementCheck {
    let graph: Graph
    /// The names of all tables that have the tenant column, readable or not.
    let tenantTables: Set<String>

    /// Reads which tables have the tenant column.
    static func tenantTables(_ connection: AdminConnection, tenantColumn: String) async throws(PostgresError) -> Set<String> {
        let result = try await connection.query(
            """
            SELECT n.nspname || '.' || c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE a.attname = $1 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            """, [tenantColumn])
        return Set((0..<result.rowCount).compactMap { result.text(row: $0, column: 0) })
    }

    func findings() -> [Finding] {
        let operations = FieldWalk(schema: graph.schema).operations()
        var offenders: [String: String] = [:]
        var unplannable: [(text: String, reason: String)] = []
        for text in operations {
            do {
                let document = try Validator.check(try Parser.parse(Source(text)), schema: graph.schema)
                let operation = try document.operation(named: nil)
                for viewer in viewers {
                    let plan = try Planner.plan(operation, in: graph, for: viewer, variables: Variables())
                    for table in plan.statements.flatMap(unguarded) where offenders[table] == nil { offenders[table] = text }
                }
            } catch {
                unplannable.append((text, "\(error)"))
            }
        }
        let read = offenders.sorted { $0.key < $1.key }.map { table, text in
            Finding(
                .wrong, "READS_WITHOUT_TENANT", on: "table \(table)",
                "Its rows are tenants', and a statement reads them without naming the tenant, as for \(text).",
                remedy: "Take @public off its comment, and GRANT SELECT on the tenant column.")
        }
        let unseen = unplannable.prefix(5).map { text, reason in
            Finding(
                .wrong, "FIELD_NOT_PLANNABLE", on: "operation \(text)", "The gateway cannot plan it, so it was not looked at: \(reason)",
                remedy: "Report it with the comments of the tables that it reads.")
        }
        guard read.isEmpty, unseen.isEmpty else { return read + unseen }
        return [
            Finding(
                .good, "STATEMENTS", on: "graph",
                "\(operations.count) operations, every field for every role: each table is read under the tenant.")
        ]
    }

    /// All whose statements differ in more than how parts are put together: those of a few merchants have the parts of one's and of many's.
    private var viewers: [ViewerKind] {
        Role.allCases.flatMap { role in
            (role.actsForMerchants ? [.one, .many] : [.few]).map {
                ViewerKind(role, limitedKinds: graph.limitKinds, merchants: $0)
            }
        }
    }

    /// The tables of tenants that a statement reads without the tenant.
    private func unguarded(_ statement: StatementPlan) -> [String] {
        statement.tableReferences.compactMap { reference in
            let table = graph.tables[reference.table]
            let name = "\(table.schema.name).\(table.name.name)"
            guard tenantTables.contains(name) || table.tenantColumn != nil else { return nil }
            return table.tenantColumn != nil && statement.statesTenant ? nil : name
        }
    }
}
