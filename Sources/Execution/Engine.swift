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
    private let operations: OperationCompiler
    private let executor: PlanExecutor
    private let presenter: ErrorPresenter
    private let ceilings: Ceilings
    private let health: @Sendable () -> [String]

    package init(
        graph: @escaping @Sendable () -> Graph?, health: @escaping @Sendable () -> [String] = { [] }, database: LoopPools,
        settings: EngineSettings, logger: Logger
    ) {
        self.graph = graph
        self.health = health
        self.ceilings = settings.ceilings
        self.presenter = ErrorPresenter(logger: logger)
        self.operations = OperationCompiler(limits: settings.documentLimits)
        self.executor = PlanExecutor(database: database, seal: settings.cursorSeal, presenter: presenter)
    }

    package func answer(
        _ request: GraphQLRequest, as principal: Principal, on eventLoop: any EventLoop, deadline: NIODeadline,
        completion: @escaping (GraphQLResponse) -> Void
    ) -> CancellationHandle {
        do throws(RequestErrors) {
            guard let graph = graph() else { throw RequestErrors(.unavailable, "The graph is not ready yet; try again shortly.") }
            let view = views.view(of: graph, for: principal)
            let compiled = try operations.operation(of: request, in: view)
            if request.isReadOnly && compiled.operation.definition.type != .query {
                completion(presenter.methodRefused())
                return .none
            }
            let variables = try compiled.coerce(request.variables)
            let prepared = try compiled.plan(for: variables)
            let cost = try ceilings.admit(prepared.plan, for: variables)
            let run = PlanRun(prepared, of: compiled, variables: variables, cost: cost, principal: principal, deadline: deadline)
            return try executor.run(run, on: eventLoop, completion: completion)
        } catch {
            completion(presenter.refusal(error))
            return .none
        }
    }

    package func schemaText(for principal: Principal) -> ByteBuffer? {
        graph().map { ByteBuffer(string: SchemaPrinter.print(views.view(of: $0, for: principal).schema)) }
    }

    package func readiness() -> Readiness {
        guard let graph = graph() else { return Readiness(isReady: false, details: health()) }
        return Readiness(isReady: true, details: ["graph: \(graph.fingerprint)"] + health())
    }
}
