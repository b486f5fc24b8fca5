import GraphQLExecution
import GraphQLLanguage
import NIOCore
import Planning
import Postgres

/// A read whose answer is made, and leaves, while its rows still come. Until its beginning has left others can join it.
///
/// Nothing waits for clients: rows are taken as fast as the database gives them, so that no connection to it is anybody's hostage.
///
/// Belongs to its event loop.
final class StreamedRead {
    private let executor: PlanExecutor
    private let run: PlanRun
    private let rows: RowwiseStatements
    private let flight: Flight
    private let lane: LoopPools.Lane
    private var draft: AnswerDraft
    /// Of those whose answer's beginning has left; nil before.
    private var streams: [(run: PlanRun, stream: AnswerStream)]?
    /// Whether nothing more is said to anybody.
    private var isOver = false

    /// - Parameter run: that of the flight's first passenger; all others have its variables.
    init(_ run: PlanRun, by executor: PlanExecutor, rows: RowwiseStatements, on flight: Flight, _ lane: LoopPools.Lane) {
        self.executor = executor
        self.run = run
        self.rows = rows
        self.flight = flight
        self.lane = lane
        draft = AnswerDraft(of: run, by: executor, rows)
    }

    func start(_ batch: Batch, _ context: SessionContext, until deadline: NIODeadline) {
        lane.flights.open(flight)
        let arrivals = Arrivals(byRow: rows.isRowwise, take: { self.take($0) }, forget: { self.forget() })
        flight.request = lane.pool.withContext(context, run: batch, arrivals: arrivals, deadline: deadline) { self.end($0) }
        // One that was refused at once is over already.
        if isOver { flight.request = nil }
    }

    private func take(_ arrival: Arrival) {
        guard !isOver else { return }
        guard draft.take(arrival) != .void else { return giveUp() }
        let streaming = executor.streaming
        if draft.count >= (streams == nil ? streaming.firstPart : streaming.furtherPart) { sendPart() }
    }

    /// Forgets what has come, unless somebody was told of it.
    private func forget() -> Bool {
        guard streams == nil, !isOver else { return false }
        draft = AnswerDraft(of: run, by: executor, rows)
        return true
    }

    // MARK: - What leaves

    private func sendPart() {
        let part = draft.takePart()
        guard let streams else { return begin(with: part) }
        for (_, stream) in streams { stream.send(.part(part)) }
    }

    /// Answers all who wait with the beginning; nobody can join them any more.
    private func begin(with part: ByteBuffer) {
        lane.flights.close(flight)
        let outcome = draft.errors.first.map { GraphQLResponse.Outcome.partial($0.code) } ?? .complete
        let waiting = flight.land().map { passenger in
            (passenger: passenger, stream: AnswerStream(whenCancelled: { self.readerLeft() }))
        }
        streams = waiting.map { (run: $0.passenger.run, stream: $0.stream) }
        for (passenger, stream) in waiting { passenger.answer(GraphQLResponse(body: part, outcome: outcome, rest: stream)) }
    }

    /// Stops the read when nobody wants the rest of it any more.
    private func readerLeft() {
        for (run, stream) in streams ?? [] where stream.isCancelled { _ = draft.settle(run) }
        streams?.removeAll(where: \.stream.isCancelled)
        if streams?.isEmpty == true { flight.request?.cancel() }
    }

    // MARK: - The end

    private func end(_ result: Result<[ResultSet], PostgresError>) {
        lane.flights.close(flight)
        flight.request = nil
        guard !isOver else { return }
        switch result {
        case .success:
            guard draft.advance() == .complete else { return giveUp() }
            isOver = true
            finish()
        case .failure(let error):
            isOver = true
            fail(executor.presenter.failure(error))
        }
    }

    /// The answer can never be whole: the database is told to stop.
    private func giveUp() {
        guard !isOver else { return }
        isOver = true
        let errors = draft.errors.isEmpty ? [GraphQLError(.internal, "An answer was not complete when its rows were.")] : draft.errors
        fail(AnswerBody.refusal(executor.presenter.presentable(errors)))
        flight.request?.cancel()
    }

    /// Answers all who wait, or sends the rest to those who have the beginning.
    private func finish() {
        let errors = executor.presenter.presentable(draft.errors)
        if let streams {
            for (run, stream) in streams {
                let rest = draft.rest(errors: errors, to: run)
                stream.send(.end(rest.body, rest.outcome))
            }
        } else {
            for passenger in flight.land() { passenger.answer(draft.rest(errors: errors, to: passenger.run)) }
        }
    }

    /// Tells all who wait that there is no answer, or those who have its beginning that no more comes.
    private func fail(_ failure: GraphQLResponse) {
        if let streams {
            for (run, stream) in streams {
                _ = draft.settle(run)
                stream.send(.broken(failure.outcome.code ?? .internal))
            }
        } else {
            for passenger in flight.land() { passenger.fail(failure) }
        }
    }
}
