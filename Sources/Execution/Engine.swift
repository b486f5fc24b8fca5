package import Access
package import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import JSON
import Limits
package import Logging
package import NIOCore
import Planning

/// Answers GraphQL requests: a request, a principal and the running graph go in, bytes come out.
///
/// Each stage takes the value of the stage before. Everything up to the statements is synchronous and, for a request that was
/// seen before, a look-up; nothing is awaited but the database.
package final class Engine: GraphQLService {
    private let graph: @Sendable () -> Graph?
    private let views = AccessViews()
    private let operations: LoopOperations
    private let documentLimits: ParserLimits
    let executor: PlanExecutor
    private let presenter: ErrorPresenter
    private let ceilings: Ceilings
    private let rates = RateLimiter()
    private let subscriptions: Subscriptions
    private let health: @Sendable () -> Readiness

    package init(
        graph: @escaping @Sendable () -> Graph?, health: @escaping @Sendable () -> Readiness = { Readiness(isReady: true) },
        database: LoopPools,
        settings: EngineSettings, logger: Logger
    ) {
        self.graph = graph
        self.health = health
        self.ceilings = settings.ceilings
        self.presenter = ErrorPresenter(logger: logger)
        self.documentLimits = settings.documentLimits
        self.operations = LoopOperations(on: database.eventLoops, limits: settings.documentLimits)
        let writes = WriteClock()
        self.subscriptions = Subscriptions(on: database.eventLoops, settings.subscriptions, writes: writes)
        self.executor = PlanExecutor(
            database: database, seal: settings.cursorSeal, presenter: presenter, writes: writes, changes: subscriptions.watch,
            answerBytes: settings.ceilings.answerBytes, streaming: settings.streaming)
    }

    package func answer(
        _ request: GraphQLRequest, as principal: Principal, from address: String?, on eventLoop: any EventLoop, deadline: NIODeadline,
        completion: @escaping (GraphQLResponse) -> Void
    ) -> CancellationHandle {
        let moment = request.takesEvents ? subscriptions.watch.moment(of: principal.tenant) : nil
        let allowance = rates.allowance(of: principal, from: address, isCounted: request.isCounted)
        let compiler = operations[eventLoop]
        // Who has nothing left is not read. Of what is known already it costs nothing to say when there will be room for it.
        if let refusal = allowance?.refusalOfNothingLeft(), !isKnown(request, to: principal, compiler) {
            completion(refusal)
            return .none
        }
        do throws(RequestErrors) {
            let run = try prepare(request, as: principal, within: allowance, by: compiler)
            if request.isDryRun {
                try executor.check(run)
                if let refusal = allowance?.takeLeast(of: run.cost) {
                    completion(refusal)
                    return .none
                }
                let limit = ceilings.rows(within: allowance)
                completion(AnswerBody.dryRun(CostReport(requested: run.cost.total, actual: 0, limit: limit, left: allowance?.left)))
                return .none
            }
            if let refusal = allowance?.take(for: run.cost) {
                completion(refusal)
                return .none
            }
            do throws(RequestErrors) {
                var completion = completion
                if let moment, run.compiled.type == .subscription {
                    try subscriptions.admit(request, of: principal, from: address)
                    completion = subscriptions.following(run, since: moment, completion)
                }
                return try executor.run(run, on: eventLoop, until: deadline, completion: completion)
            } catch {
                allowance?.giveBack(all: run.cost)
                throw error
            }
        } catch {
            // It was read and judged.
            allowance?.spendLeast()
            var refusal = presenter.refusal(error, ofReadOnly: request.isReadOnly, cost: allowance?.costOfRefusal)
            if refusal.outcome == .refused(.rateLimited) { refusal.retryAfter = Subscriber.retryAfter }
            completion(refusal)
            return .none
        }
    }

    package func follow(_ subscriber: Subscriber, on eventLoop: any EventLoop) -> Subscription? {
        subscriptions.begin(subscriber, by: self, on: eventLoop)
    }

    /// Is to be told of changes, whether by the outbox or otherwise.
    package var changes: ChangeWatch { subscriptions.watch }
    package var subscriptionFigures: SubscriptionCounts.Figures { subscriptions.figures }

    private func isKnown(_ request: GraphQLRequest, to principal: Principal, _ compiler: OperationCompiler) -> Bool {
        guard let graph = graph() else { return false }
        return compiler.knows(request, in: views.view(of: graph, for: principal))
    }

    /// The way from a request to what the database is asked: graph, view, operation, variables, plan, cost.
    private func prepare(
        _ request: GraphQLRequest, as principal: Principal, within allowance: Allowance?, by compiler: OperationCompiler
    ) throws(RequestErrors) -> PlanRun {
        guard let graph = graph() else { throw RequestErrors(.unavailable, "The graph is not ready yet; try again shortly.") }
        let view = views.view(of: graph, for: principal)
        let operation = try compiler.operation(of: request, in: view)
        let variables = try operation.coerce(request.variables)
        let plan = try operation.plan(for: variables)
        let cost = try ceilings.admit(plan.plan, for: variables, in: operation.text, within: allowance)
        return PlanRun(
            plan, of: operation, variables: variables, cost: cost, principal: principal, allowance: allowance,
            takesParts: request.takesParts && operation.type != .subscription)
    }

    /// The same for a request that is to be explained: nothing comes from a cache, and what the statements were made of is still there.
    func prepareToExplain(_ request: GraphQLRequest, as principal: Principal) throws(RequestErrors) -> PlanRun {
        try prepare(request, as: principal, within: nil, by: OperationCompiler(limits: documentLimits, share: 1, explains: true))
    }

    package func schemaText(for principal: Principal, from address: String?) -> SchemaText {
        guard let graph = graph() else { return .notReady }
        let allowance = rates.allowance(of: principal, from: address)
        if let refusal = allowance?.refusalOfNothingLeft() { return .limited(refusal) }
        allowance?.spendLeast()
        return .text(ByteBuffer(string: SchemaPrinter.print(views.view(of: graph, for: principal).schema)))
    }

    package func readiness() -> Readiness {
        var readiness = health()
        if let graph = graph() { readiness.details.insert("graph: \(graph.fingerprint)", at: 0) } else { readiness.isReady = false }
        return readiness
    }
}
