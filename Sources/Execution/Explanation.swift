package import Access
package import GraphQLExecution
import GraphQLLanguage
package import Planning
package import Postgres

/// What is behind an operation for one viewer: its statements, what they take, and what it may cost.
package struct Explanation: Sendable {
    package struct Statement: Sendable {
        package let sql: String
        package let parameters: [Parameter]
        /// The parameters' values, as text that PostgreSQL reads back; nil for null.
        package let bound: BoundStatement
    }

    package let statements: [Statement]
    /// Rows that the operation may read at the most, page sizes multiplied out.
    package let rows: Int
    package let context: SessionContext
}

extension Engine {
    /// Returns what `answer` would run, without running it.
    ///
    /// It goes the same way through the same stages.
    package func explain(_ request: GraphQLRequest, as principal: Principal) throws(RequestErrors) -> Explanation {
        let prepared = try prepare(request, as: principal)
        let bound = try executor.bind(prepared)
        let statements = zip(prepared.prepared.plan.statements, bound).map { plan, bound in
            Explanation.Statement(sql: bound.statement.sql, parameters: plan.parameters, bound: bound)
        }
        return Explanation(statements: statements, rows: prepared.cost, context: principal.sessionContext)
    }
}
