import Access
import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import NIOCore
import Planning
import Postgres

/// A plan about to run: for whom and with what.
final class PlanRun: Sendable {
    let prepared: PreparedPlan
    let graph: Graph
    let text: Source
    let compiled: CompiledOperation
    let variables: Variables
    let cost: CostEstimate
    let principal: Principal
    /// Its share of the principal's rate limit; nil where there is none.
    let allowance: Allowance?
    /// Whether its answer may be given in parts.
    let takesParts: Bool

    init(
        _ prepared: PreparedPlan, of compiled: CompiledOperation, variables: Variables, cost: CostEstimate, principal: Principal,
        allowance: Allowance?, takesParts: Bool
    ) {
        self.prepared = prepared
        self.graph = compiled.graph
        self.text = compiled.text
        self.compiled = compiled
        self.variables = variables
        self.cost = cost
        self.principal = principal
        self.allowance = allowance
        self.takesParts = takesParts
    }

    /// Gives back what of its rate limit it did not use, once, when it is over.
    ///
    /// - Parameters:
    ///   - actual: the rows that went into its answer.
    ///   - rows: those that it read.
    func settle(actual: Int, reading rows: Int) -> CostReport {
        allowance?.giveBack(of: cost, reading: rows)
        return report(actual: actual)
    }

    /// The same for one that came to nothing, and not by its own doing: it costs as little as any.
    func waive() {
        allowance?.giveBack(all: cost)
        allowance?.spendLeast()
    }

    /// What it cost, where nothing of that comes back.
    func report(actual: Int) -> CostReport { CostReport(requested: cost.total, actual: actual, left: allowance?.left) }
}

/// Runs plans: the statements under the viewer's context, in one pipeline, and the answer out of their rows.
///
/// Reads that are the same in the same session context, and under way at the same time, run once. Those that do not ask for the viewer's
/// subject have a context without it, which viewers share.
final class PlanExecutor: Sendable {
    let database: LoopPools
    let seal: CursorSeal
    let presenter: ErrorPresenter
    let writes: WriteClock
    /// Is told in which tenants something was written.
    let changes: ChangeWatch
    /// What an answer may be long.
    let answerBytes: Int
    let streaming: StreamingSettings

    init(
        database: LoopPools, seal: CursorSeal, presenter: ErrorPresenter, writes: WriteClock, changes: ChangeWatch, answerBytes: Int,
        streaming: StreamingSettings
    ) {
        self.database = database
        self.seal = seal
        self.presenter = presenter
        self.writes = writes
        self.changes = changes
        self.answerBytes = answerBytes
        self.streaming = streaming
    }

    func run(
        _ run: PlanRun, on eventLoop: any EventLoop, until deadline: NIODeadline,
        completion: @escaping (GraphQLResponse) -> Void
    ) throws(RequestErrors) -> CancellationHandle {
        if !run.prepared.mutations.isEmpty {
            guard let lane = database[eventLoop] else { throw .unreachable }
            return MutationRun(run, by: self, on: lane.pool, until: deadline, completion: completion).start()
        }
        let passenger = Passenger(run, completion: completion)
        // What needs no rows needs no connection: introspection, `__typename`.
        guard !run.prepared.statements.isEmpty else {
            answer([passenger], from: [])
            return .none
        }
        guard let lane = database[eventLoop] else { throw .unreachable }
        var statements = try statements(of: run)
        if !run.prepared.plan.marks.isEmpty { statements += ReadRecord(of: [run.prepared.plan], in: run).statements() }
        let session = ReadingSession(of: run.prepared, for: run.principal)
        let rows = rowwiseStatements(of: run)
        let key = FlightKey(run.prepared, in: session, statements, variablesOfParts: rows == nil ? nil : run.variables)
        let now = NIODeadline.now()
        let writes = writes.now
        if run.prepared.kind != .mutation, let flight = lane.flights.flight(for: key, at: now, until: deadline, writes: writes) {
            flight.board(passenger)
            return cancellation(of: passenger, on: flight, lane)
        }
        let context = run.prepared.kind == .mutation ? run.principal.writingContext : session.context
        let flight = Flight(key, for: passenger, at: now, until: deadline, writes: writes)
        let batch = Batch(run.prepared.kind, statements)
        if let rows {
            StreamedRead(run, by: self, rows: rows, on: flight, lane).start(batch, context, until: deadline)
        } else {
            start(flight, batch, context, lane, until: deadline)
        }
        return cancellation(of: passenger, on: flight, lane)
    }

    /// Refuses what running would refuse before anything is sent: cursors and values that do not fit. Those of a mutation's fields are
    /// looked at one after the other, when it is their turn.
    func check(_ run: PlanRun) throws(RequestErrors) {
        if run.prepared.mutations.isEmpty { _ = try statements(of: run) }
    }

    private func statements(of run: PlanRun) throws(RequestErrors) -> [BoundStatement] {
        do throws(GraphQLError) { return try bind(run.prepared, for: run) } catch { throw RequestErrors([error]) }
    }

    /// The statements whose rows are written as they come; nil where the answer is made as a whole.
    private func rowwiseStatements(of run: PlanRun) -> RowwiseStatements? {
        guard run.takesParts, run.cost.total > streaming.rowsBeyond, run.prepared.kind == .listRead else { return nil }
        return RowwiseStatements(of: run.prepared.plan)
    }

    private func start(_ flight: Flight, _ batch: Batch, _ context: SessionContext, _ lane: LoopPools.Lane, until deadline: NIODeadline) {
        if batch.kind != .mutation { lane.flights.open(flight) }
        flight.request = lane.pool.withContext(context, run: batch, deadline: deadline) { result in
            lane.flights.close(flight)
            if batch.kind == .mutation { self.writes.advance() }
            let passengers = flight.land()
            switch result {
            case .success(let results): self.answer(passengers, from: results)
            case .failure(let error):
                let response = self.presenter.failure(error)
                for passenger in passengers { passenger.fail(response) }
            }
        }
    }

    /// Lets one passenger go without the others; the execution is stopped when nobody waits for it any more.
    private func cancellation(of passenger: Passenger, on flight: Flight, _ lane: LoopPools.Lane) -> CancellationHandle {
        CancellationHandle { [self] in
            guard passenger.isWaiting else { return }
            if flight.request?.isWaiting == true { passenger.run.waive() }
            passenger.answer(presenter.failure(PostgresError(.cancelled, safeToRetry: true)))
            guard flight.isEmpty else { return }
            lane.flights.close(flight)
            flight.request?.cancel()
        }
    }

    /// The statements of a plan with their values: the run's own plan, or one of its mutation's fields.
    func bind(_ prepared: PreparedPlan, for run: PlanRun) throws(GraphQLError) -> [BoundStatement] {
        let binder = ParameterBinder(text: run.text, variables: run.variables, principal: run.principal, seal: seal)
        var bound: [BoundStatement] = []
        bound.reserveCapacity(prepared.statements.count)
        for index in prepared.statements.indices {
            bound.append(BoundStatement(prepared.statements[index], try binder.bind(prepared.parameters[index])))
        }
        return bound
    }

    /// Answers all who wait; those whose variables are the same have the same data, which is written once.
    private func answer(_ passengers: [Passenger], from results: [ResultSet]) {
        if let only = passengers.first, passengers.count == 1 { return answer(alike: passengers[...], as: only.run, from: results) }
        var rest = passengers
        while let first = rest.first {
            let others = rest.partition { $0.run.variables != first.run.variables }
            answer(alike: rest[..<others], as: first.run, from: results)
            rest.removeSubrange(..<others)
        }
    }

    private func answer(alike passengers: ArraySlice<Passenger>, as run: PlanRun, from results: [ResultSet]) {
        let sealing = CursorSealing(seal: seal, tenant: run.principal.tenant)
        var completer = Completer(
            RowAnswer(results, of: run.prepared.plan, variables: run.variables, sealing: sealing), text: run.text, byteLimit: answerBytes)
        var body = AnswerBody()
        body.writeData { writer in completer.complete(completer.source.root, as: run.prepared.plan.shape, to: &writer) }
        let errors = presenter.presentable(completer.errors)
        // Of what was too long to be told nobody knows how many rows were read.
        let isCutShort = errors.contains { $0.code == .tooComplex }
        for passenger in passengers {
            let (run, rows) = (passenger.run, completer.source.rowsRead)
            let cost = isCutShort ? run.report(actual: rows) : run.settle(actual: rows, reading: completer.source.rowsCounted)
            passenger.answer(body.response(errors: errors, cost: cost))
        }
    }
}

extension RequestErrors {
    fileprivate static let unreachable = RequestErrors(.unavailable, "The database cannot be reached from here; try again shortly.")
}
