import Access
import GraphQLExecution
import GraphQLLanguage
import NIOCore
import Planning
import Postgres

/// An answer as far as it could be made of the rows that have come.
struct AnswerDraft: ~Copyable {
    typealias Progress = SteppedCompleter<RowAnswer>.Progress

    private var body = AnswerBody()
    private var completer: SteppedCompleter<RowAnswer>

    init(of run: PlanRun, by executor: PlanExecutor, _ rows: RowwiseStatements) {
        let sealing = CursorSealing(seal: executor.seal, tenant: run.principal.tenant)
        let source = RowAnswer(
            arriving: ArrivingRows(of: rows), of: run.prepared.plan, variables: run.variables, sealing: sealing)
        completer = body.writeData { writer in
            SteppedCompleter(
                Completer(source, text: run.text, byteLimit: executor.answerBytes), source.root, as: run.prepared.plan.shape, to: &writer)
        }
    }

    /// Goes on as far as what has come allows.
    mutating func take(_ arrival: Arrival) -> Progress {
        completer.source.take(arrival)
        return advance()
    }

    mutating func advance() -> Progress {
        body.continueData { completer.advance(to: &$0) }
    }

    /// How many bytes were made and not taken.
    var count: Int { body.count }

    var errors: [GraphQLError] { completer.errors }

    /// Gives back to one of those who asked what was not read.
    func settle(_ run: PlanRun) -> CostReport {
        run.settle(actual: completer.source.rowsRead, reading: completer.source.rowsCounted)
    }

    /// Takes what was made.
    mutating func takePart() -> ByteBuffer {
        let part = body.takePart()
        completer.took(part.readableBytes)
        return part
    }

    /// What is left of the answer to one of those who asked, now that its data is complete.
    mutating func rest(errors: [GraphQLError], to run: PlanRun) -> GraphQLResponse {
        body.response(errors: errors, cost: settle(run))
    }
}
