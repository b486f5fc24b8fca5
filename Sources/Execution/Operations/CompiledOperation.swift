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
    private let scopes: Set<String>?
    private let limitedKinds: Set<String>

    /// More ways than this are planned afresh: a client that sends a new shape each time must not fill the memory.
    private static let planBound = 32
    private let plans = Mutex<[PreparedPlan]>([])
    /// What this and the others of its cache hold.
    private let weight: CacheWeight
    /// What its text and tree hold, in bytes, as estimated; its plans come on top.
    let ownWeight: Int

    /// A syntax tree's bytes for each byte of its text.
    private static let treeFactor = 40

    init(_ operation: ValidOperation, in view: AccessView, weighing weight: CacheWeight) {
        self.operation = operation
        self.graph = view.graph
        self.viewer = view.role
        self.scopes = view.scopes
        self.limitedKinds = view.limitedKinds
        self.weight = weight
        self.ownWeight = operation.document.document.source.bytes.count * Self.treeFactor
        weight.add(ownWeight)
    }

    deinit {
        weight.remove(ownWeight + plans.withLock { $0.reduce(0) { $0 + $1.weight } })
    }

    /// Returns the plan that holds for these variables.
    func plan(for variables: Variables) throws(RequestErrors) -> PreparedPlan {
        let known = plans.withLock { plans in plans.first { $0.plan.reads.hold(for: variables) } }
        if let known { return known }
        let plan: OperationPlan
        do {
            plan = try Planner.plan(operation, in: graph, for: viewer, with: scopes, limitedTo: limitedKinds, variables: variables)
        } catch {
            throw RequestErrors([error])
        }
        let prepared = PreparedPlan(plan, in: graph)
        plans.withLock { plans in
            if plans.count == Self.planBound { weight.remove(plans.removeFirst().weight) }
            weight.add(prepared.weight)
            plans.append(prepared)
        }
        return prepared
    }
}

/// A plan with its statements as SQL, which connections know by their identity.
final class PreparedPlan: Sendable {
    let plan: OperationPlan
    let statements: [Statement]
    /// Of each statement.
    let parameters: [[Parameter]]
    /// What is run for each field of a mutation's root, in the plan's order.
    let mutations: [PreparedPlan]
    let kind: Batch.Kind
    /// What it holds in memory, as an estimate in bytes.
    let weight: Int

    /// So many rows by key are a cheap read.
    private static let cheapStatements = 4

    init(_ plan: OperationPlan, in graph: Graph) {
        self.plan = plan
        let renderer = SQLRenderer(graph: graph)
        self.statements = plan.statements.map { Statement($0, by: renderer) }
        self.parameters = plan.statements.map(\.parameters)
        self.mutations = plan.mutations.map { PreparedPlan($0.plan, in: graph) }
        let isCheap = plan.statements.count <= Self.cheapStatements && plan.statements.allSatisfy(\.isLookup)
        // What is recorded is written.
        self.kind = !plan.mutations.isEmpty || !plan.marks.isEmpty ? .mutation : isCheap ? .cheapRead : .listRead
        let constants = plan.shape.fields.reduce(0) { sum, field in
            if case .constant(let bytes) = field.content { sum + bytes.count } else { sum }
        }
        self.weight =
            plan.readers.count * 500 + statements.reduce(0) { $0 + $1.sql.utf8.count * 4 } + constants
            + mutations.reduce(0) { $0 + $1.weight }
    }
}
