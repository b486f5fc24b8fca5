import Access
import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import NIOCore
import Planning
import Postgres

/// A plan about to run: for whom and with what.
struct PlanRun {
    let prepared: PreparedPlan
    let text: Source
    let variables: Variables
    let cost: Int
    let principal: Principal

    init(
        _ prepared: PreparedPlan, of compiled: CompiledOperation, variables: Variables, cost: Int, principal: Principal
    ) {
        self.prepared = prepared
        self.text = compiled.operation.document.document.source
        self.variables = variables
        self.cost = cost
        self.principal = principal
    }
}

/// Runs plans: the statements under the viewer's context, in one pipeline, and the answer out of their rows.
struct PlanExecutor {
    let database: LoopPools
    let seal: CursorSeal
    let presenter: ErrorPresenter

    func run(
        _ run: PlanRun, on eventLoop: any EventLoop, until deadline: NIODeadline,
        completion: @escaping (GraphQLResponse) -> Void
    ) throws(RequestErrors) -> CancellationHandle {
        // What needs no rows needs no connection: introspection, `__typename`.
        guard !run.prepared.statements.isEmpty else {
            completion(answer(to: run, from: []))
            return .none
        }
        guard let pool = database[eventLoop] else {
            throw RequestErrors(.unavailable, "The database cannot be reached from here; try again shortly.")
        }
        let batch = Batch(run.prepared.kind, try bind(run))
        let request = pool.withContext(run.principal.sessionContext, run: batch, deadline: deadline) { result in
            switch result {
            case .success(let results): completion(answer(to: run, from: results))
            case .failure(let error): completion(presenter.failure(error))
            }
        }
        return CancellationHandle { request.cancel() }
    }

    func bind(_ run: PlanRun) throws(RequestErrors) -> [BoundStatement] {
        let binder = ParameterBinder(variables: run.variables, principal: run.principal, seal: seal)
        var bound: [BoundStatement] = []
        do {
            for (statement, plan) in zip(run.prepared.statements, run.prepared.plan.statements) {
                bound.append(BoundStatement(statement, try binder.bind(plan.parameters)))
            }
        } catch {
            throw RequestErrors([error])
        }
        return bound
    }

    private func answer(to run: PlanRun, from results: [ResultSet]) -> GraphQLResponse {
        let sealing = CursorSealing(seal: seal, tenant: run.principal.tenant)
        let source = RowAnswer(results, of: run.prepared.plan, variables: run.variables, sealing: sealing)
        var completer = Completer(source, text: run.text)
        var body = AnswerBody()
        body.writeData { writer in completer.complete(source.root, as: run.prepared.plan.shape, to: &writer) }
        let errors = presenter.presentable(completer.errors)
        return body.finished(errors: errors, cost: (requested: run.cost, actual: completer.source.rowsRead))
    }
}
