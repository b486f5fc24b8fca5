import Access
import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import Planning
import Postgres
import Synchronization

/// A valid operation with the plans it has needed so far: one for each way in which its variables shape the statement.
final class CompiledOperation: Sendable {
    let operation: ValidOperation
    let graph: Graph
    private let viewer: Role

    /// More ways than this are planned afresh: a client that sends a new shape each time must not fill the memory.
    private static let planBound = 32
    private let plans = Mutex<[PreparedPlan]>([])

    init(_ operation: ValidOperation, in view: AccessView) {
        self.operation = operation
        self.graph = view.graph
        self.viewer = view.role
    }

    /// Returns the plan that holds for these variables.
    func plan(for variables: Variables) throws(RequestErrors) -> PreparedPlan {
        let known = plans.withLock { plans in plans.first { $0.plan.reads.hold(for: variables) } }
        if let known { return known }
        let plan: OperationPlan
        do { plan = try Planner.plan(operation, in: graph, for: viewer, variables: variables) } catch { throw RequestErrors([error]) }
        let prepared = PreparedPlan(plan, in: graph)
        plans.withLock { plans in
            if plans.count == Self.planBound { plans.removeFirst() }
            plans.append(prepared)
        }
        return prepared
    }
}

/// A plan with its statements as SQL, which connections know by their identity.
final class PreparedPlan: Sendable {
    let plan: OperationPlan
    let statements: [Statement]
    let kind: Batch.Kind

    init(_ plan: OperationPlan, in graph: Graph) {
        self.plan = plan
        let renderer = SQLRenderer(graph: graph)
        self.statements = plan.statements.map { statement in
            Statement(sql: renderer.text(of: statement), parameterTypes: statement.parameters.map(\.typeOID))
        }
        let isCheap = plan.statements.count == 1 && plan.statements.allSatisfy(\.isLookup)
        self.kind = isCheap ? .cheapRead : .listRead
    }
}
