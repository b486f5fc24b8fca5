package import Access
package import GraphModel
package import GraphQLExecution
import GraphQLLanguage
package import Planning
package import Postgres

/// What is behind an operation for one viewer: its statements, what they take, who guards their tables, and what it may cost.
package struct Explanation: Sendable {
    package struct Statement: Sendable {
        package let sql: String
        /// What it reads, as trees.
        package let outlines: [PlanOutline]
        package let parameters: [Parameter]
        /// The parameters' values, in binary form; nil for null.
        package let bound: BoundStatement
        /// The text that serves several requests of one session at once; nil for what is no look-up by key.
        package let manyKeys: String?
        /// Whether its rows go into a long answer as they come.
        package let isRowwise: Bool
        /// What PostgreSQL is told of its plan, and of those that are sent with it.
        package let planning: StatementPlanning
    }

    package let statements: [Statement]
    /// Whether it is a mutation.
    package let writes: Bool
    /// The tables that the statements read, in the order in which they are met.
    package let tables: [TableGuard]
    /// Rows that the operation may read at the most, page sizes multiplied out.
    package let rows: Int
    package let context: SessionContext
    /// As `OperationPlan.isImpersonal`.
    package let isImpersonal: Bool
    /// The tables of which reading is recorded for this viewer, in the same transaction.
    package let recorded: [Table]
    /// What has a subscription read again; nil for queries and mutations.
    package let waking: Waking?

    /// Which changes of others wake a subscription, told by the outbox. A mutation of the same gateway, in its tenant, and the clock wake each.
    package enum Waking: Sendable, Hashable {
        /// Changes of these types.
        case types(Set<String>)
        /// Any change of the tenant: functions and views read what nobody knows.
        case anything
    }
}

/// What stands between a viewer and a table's rows, as far as the gateway itself sees to it; row security comes on top.
package struct TableGuard: Sendable {
    package let table: Table
    /// Who has the table's type in their schema at all.
    package let audience: Guard
    /// What of the rule, and of the token's limits, statements carry for this viewer; nil where all is left to row security.
    package let condition: String?
}

extension Engine {
    /// Returns what `answer` would run, without running it.
    ///
    /// It goes the same way through the same stages, though past what is kept of operations before.
    package func explain(_ request: GraphQLRequest, as principal: Principal) throws(RequestErrors) -> Explanation {
        let run = try prepareToExplain(request, as: principal)
        let graph = run.graph
        let renderer = SQLRenderer(graph: graph)
        var statements: [Explanation.Statement] = []
        for prepared in [run.prepared] + run.prepared.mutations {
            let bound: [BoundStatement]
            do throws(GraphQLError) { bound = try executor.bind(prepared, for: run) } catch { throw RequestErrors([error]) }
            let planning = Batch(prepared.kind, bound).planning
            let rowwise = prepared.kind == .listRead ? RowwiseStatements(of: prepared.plan) : nil
            statements += zip(prepared.plan.statements, bound).enumerated().map { index, pair in
                let (plan, bound) = pair
                return Explanation.Statement(
                    sql: bound.statement.sql, outlines: renderer.outlines(of: plan), parameters: plan.parameters, bound: bound,
                    manyKeys: bound.statement.manyKeys?.statement.sql, isRowwise: rowwise?.isRowwise[index] ?? false, planning: planning)
            }
        }
        var met: [Table.ID] = []
        for table in statements.flatMap(\.outlines).flatMap(\.tables) where !met.contains(table) { met.append(table) }
        return Explanation(
            statements: statements, writes: !run.prepared.mutations.isEmpty,
            tables: met.map { TableGuard(of: graph.tables[$0], in: graph, for: principal) },
            rows: run.cost.total, context: ReadingSession(of: run.prepared, for: principal).context,
            isImpersonal: run.prepared.plan.isImpersonal,
            recorded: ([run.prepared] + run.prepared.mutations).flatMap(\.plan.marks).map { graph.tables[$0.table] },
            waking: run.compiled.type == .subscription ? run.prepared.plan.typesRead.map { .types($0) } ?? .anything : nil)
    }
}

extension TableGuard {
    fileprivate init(of table: Table, in graph: Graph, for viewer: Principal) {
        self.table = table
        self.audience = graph.guardOfType(table.typeName) ?? Guard()
        let limits = table.rowLimits.filter { viewer.limits.ids[$0.kind] != nil }.map { limit in
            "\(table.columns[limit.column].name.quoted) is among the token's \(limit.kind) ids"
        }
        let conditions = (table.rowRule.map { [Self.words(for: $0, of: table, viewer)] } ?? []) + limits
        self.condition = conditions.isEmpty ? nil : conditions.joined(separator: ", and ")
    }

    private static func words(for rule: RowRule, of table: Table, _ viewer: Principal) -> String {
        if let scope = rule.scope, let scopes = viewer.scopes, !scopes.contains(scope) { return "no rows: the scope \(scope) is missing" }
        let isOpen = viewer.role == .operator || rule.audience == .everybody || (rule.audience == .members && viewer.role != .anonymous)
        if isOpen { return "all rows of the tenant" }
        let columns: [(Column.ID, String)] =
            switch viewer.role {
            case .buyer: rule.buyers.map { ($0, "is the viewer") }
            case .merchant, .partner: rule.merchants.map { ($0, "is a shop of the viewer") }
            case .anonymous, .operator: []
            }
        let arms =
            [rule.publicWhen].compactMap(\.self) + columns.map { "\(table.columns[$0].name.quoted) \($1)" }
            + [rule.sharedWhen].compactMap(\.self)
        return arms.isEmpty ? "no rows" : arms.joined(separator: " or ").replacing("$.", with: "")
    }
}
