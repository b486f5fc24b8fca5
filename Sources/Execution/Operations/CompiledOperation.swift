import Access
import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Planning
import Postgres
import Synchronization

/// A valid operation with the plans it has needed so far: one for each way in which its variables shape the statement.
final class CompiledOperation: Sendable {
    let text: Source
    let type: OperationType
    let name: String?
    let variables: VariableCoercion
    let graph: Graph
    private let viewer: ViewerKind

    private struct State {
        var plans: [PreparedPlan] = []
        /// What plans are made of; nil once a plan asks nothing of the variables: it holds for all of them, and the tree is most of what an
        /// operation takes in memory.
        var tree: ValidOperation?
        /// What all of it holds in memory, as an estimate in bytes.
        var weight: Int
        /// Whether the cache has it, and counts its weight.
        var isKept = false
    }

    private let state: Mutex<State>
    /// What the operations of the cache hold: this one too while it is there.
    private let weight: CacheWeight
    private let sharing: SharedStatements
    private let explains: Bool

    /// More ways than this are planned afresh: a client that sends a new shape each time must not fill the memory.
    private static let planBound = 32
    /// A syntax tree's bytes for each byte of its text: it was 17 of queries of 100 and 330 bytes.
    private static let treeFactor = 20

    init(_ operation: ValidOperation, in view: AccessView, weighing weight: CacheWeight, sharing: SharedStatements, explains: Bool = false)
    {
        self.text = operation.document.document.source
        self.type = operation.definition.type
        self.name = operation.definition.name?.value
        self.variables = VariableCoercion(
            operation.definition.variables, in: operation.document.schema, source: operation.document.document.source)
        self.graph = view.graph
        self.viewer = view.viewer
        self.weight = weight
        self.sharing = sharing
        self.explains = explains
        self.state = Mutex(State(tree: operation, weight: text.bytes.count * Self.treeFactor))
    }

    /// From now on its weight is one of the cache's.
    func enterCache() {
        weight.add(
            state.withLock { state in
                defer { state.isKept = true }
                return state.isKept ? 0 : state.weight
            })
    }

    /// Its weight is none of the cache's any more, though requests may still be under way with it.
    func leaveCache() {
        weight.remove(
            state.withLock { state in
                defer { state.isKept = false }
                return state.isKept ? state.weight : 0
            })
    }

    /// What it holds in memory now, as an estimate in bytes.
    var ownWeight: Int { state.withLock { $0.weight } }

    /// Returns the plan that holds for these variables.
    func plan(for variables: Variables) throws(RequestErrors) -> PreparedPlan {
        if let known = state.withLock({ $0.plans.first { $0.plan.reads.hold(for: variables) } }) { return known }
        guard let tree = state.withLock({ $0.tree }) else { throw RequestErrors(.internal, "The operation cannot be planned.") }
        let plan: OperationPlan
        do {
            plan = try Planner.plan(tree, in: graph, for: viewer, variables: variables)
        } catch {
            throw RequestErrors([error])
        }
        let prepared = PreparedPlan(plan, in: graph, sharing: sharing, explains: explains)
        keep(prepared)
        return prepared
    }

    /// Keeps the plan, unless it is so large that it is better made each time; others leave until all of them are no larger than that.
    private func keep(_ plan: PreparedPlan) {
        guard weight.admits(plan.weight) else { return }
        // What is given up leaves behind the lock.
        let (gone, growth) = state.withLock { state -> ([PreparedPlan], Int) in
            var gone: [PreparedPlan] = []
            if plan.plan.reads.holdForAll {
                gone = state.plans
                state.plans = []
                state.tree = nil
            }
            var planWeight = state.plans.reduce(plan.weight) { $0 + $1.weight }
            while let oldest = state.plans.first, state.plans.count >= Self.planBound || !weight.admits(planWeight) {
                planWeight -= oldest.weight
                gone.append(state.plans.removeFirst())
            }
            state.plans.append(plan)
            let before = state.weight
            // Of one that holds for all variables, those are plain: what is left of the text's tree is little.
            state.weight = text.bytes.count * (state.tree == nil ? 2 : Self.treeFactor) + planWeight
            return (gone, state.isKept ? state.weight - before : 0)
        }
        withExtendedLifetime(gone) {}
        weight.add(growth)
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

    /// - Parameter explains: whether what the statements were made of is kept: nobody else needs it again.
    init(_ plan: OperationPlan, in graph: Graph, sharing: SharedStatements, explains: Bool) {
        self.plan = explains ? plan : plan.withoutStatements()
        let renderer = SQLRenderer(graph: graph)
        self.statements = plan.statements.map { sharing.shared(Statement($0, by: renderer), in: graph) }
        self.parameters = plan.statements.map(\.parameters)
        self.mutations = plan.mutations.map { PreparedPlan($0.plan, in: graph, sharing: sharing, explains: explains) }
        let isCheap = plan.statements.count <= Self.cheapStatements && plan.statements.allSatisfy(\.isLookup)
        // What is recorded is written.
        self.kind = !plan.mutations.isEmpty || !plan.marks.isEmpty ? .mutation : isCheap ? .cheapRead : .listRead
        let constants = plan.shape.fields.reduce(0) { sum, field in
            switch field.content {
            case .constant(let bytes): sum + bytes.count
            case .flawed(let value): sum + value.json.count + value.errors.count * 500
            case .fault, .leaf, .object, .abstract: sum
            }
        }
        self.weight =
            plan.readers.count * 350 + statements.reduce(0) { $0 + $1.sql.utf8.count * 4 } + constants
            + mutations.reduce(0) { $0 + $1.weight }
    }
}
