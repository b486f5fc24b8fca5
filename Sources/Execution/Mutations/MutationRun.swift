import Access
import GraphModel
import GraphQLExecution
import GraphQLLanguage
import JSON
import NIOCore
import Planning
import Postgres

/// Carries out a mutation: its fields one after the other, each in a transaction of its own, or all of them in one.
///
/// Belongs to its event loop, and keeps itself until it has answered.
final class MutationRun {
    private let run: PlanRun
    private let executor: PlanExecutor
    private let pool: ConnectionPool
    private let deadline: NIODeadline
    private let context: SessionContext
    private let completion: (GraphQLResponse) -> Void

    private var units: [[(plan: MutationPlan, prepared: PreparedPlan)]]
    /// The fields' pieces of `data`, by their places among the fields of the root.
    private var pieces: [[UInt8]]
    private var errors: [UInt8] = []
    private var firstError: GraphQLError.Code?
    private var rowsRead = 0
    private var rowsCounted = 0
    /// Those of the unit under way: in its answer, and read.
    private var rowsOfUnit = (read: 0, counted: 0)
    /// Whether something took too long, so that nobody knows how much of it was done.
    private var tookTooLong = false
    /// Whether anything came of it but failures of our own.
    private var hasHappened = false
    private var request: Request?
    private var isCancelled = false

    /// A unit with a key is carried out again when its connection broke: the key knows whether it had happened.
    private static let attemptLimit = 3
    /// What an answer may be long to be kept beside its key for a day: a mutation may select as much as a query.
    private static let keptBytes = 64 << 10

    init(
        _ run: PlanRun, by executor: PlanExecutor, on pool: ConnectionPool, until deadline: NIODeadline,
        completion: @escaping (GraphQLResponse) -> Void
    ) {
        self.run = run
        self.executor = executor
        self.pool = pool
        self.deadline = deadline
        context = run.principal.writingContext
        self.completion = completion
        let plan = run.prepared.plan
        let fields = Array(zip(plan.mutations, run.prepared.mutations)).map { (plan: $0, prepared: $1) }
        units = plan.isOneTransaction && !fields.isEmpty ? [fields] : fields.map { [$0] }
        pieces = plan.shape.fields.map { field in
            // `__typename` is known; every other field is null until it has happened.
            if case .constant(let value) = field.content { return field.encodedKey + value }
            return field.encodedKey + Array("null".utf8)
        }
    }

    func start() -> CancellationHandle {
        next()
        return CancellationHandle { self.cancel() }
    }

    private func cancel() {
        if request?.isWaiting != true { hasHappened = true }
        isCancelled = true
        request?.cancel()
    }

    private func next() {
        request = nil
        guard !units.isEmpty, !isCancelled else { return finish() }
        let fields = units.removeFirst()
        var current = 0
        do throws(GraphQLError) {
            for (index, field) in fields.enumerated() {
                current = index
                guard case .fault(let fault) = field.plan.plan.shape.fields[0].content else { continue }
                throw GraphQLError(fault.code, fault.message, locations: fault.offset.map { [run.text.location(at: $0)] } ?? [])
            }
            current = 0
            let unit = try MutationUnit(fields, of: run)
            let statements = try unit.statements(of: run) { index, prepared throws(GraphQLError) in
                current = index
                return try executor.bind(prepared, for: run)
            }
            carryOut(unit, statements, attempt: 1)
        } catch {
            fail(fields.map(\.plan), at: current, error)
            next()
        }
    }

    private func carryOut(_ unit: MutationUnit, _ statements: [BoundStatement], attempt: Int) {
        var kept: KeptAnswer?
        var closing: Request.Closing?
        if let key = unit.key {
            closing = { results in
                let answer = self.answer(to: unit, from: results)
                kept = answer
                return (answer.byteCount <= Self.keptBytes ? answer : self.stub(of: unit)).keeping(under: key)
            }
        }
        request = pool.withContext(context, run: Batch(.mutation, statements), closing: closing, deadline: deadline) { result in
            // Before the answer leaves: whoever reads after it sees what was written.
            self.executor.writes.advance()
            self.executor.changes.noteWrite(in: self.run.principal.tenant)
            switch result {
            case .success(let results):
                self.take(kept ?? self.answer(to: unit, from: results), of: unit)
                self.next()
            case .failure(let error):
                self.failed(unit, statements, attempt: attempt, error)
            }
        }
    }

    private func failed(_ unit: MutationUnit, _ statements: [BoundStatement], attempt: Int, _ error: PostgresError) {
        if let key = unit.key {
            if error.sqlState == KeptAnswer.isKept { return readKept(unit, key) }
            if error.code == .connectionLost, attempt < Self.attemptLimit, !isCancelled {
                return carryOut(unit, statements, attempt: attempt + 1)
            }
        }
        let field = unit.field(ofStatement: request?.finishedStatements ?? 0)
        fail(unit.fields.map(\.plan), at: field, executor.presenter.fieldError(error, of: unit.fields[field].plan, in: run.graph))
        next()
    }

    /// The same request was carried out before: its answer is the answer.
    private func readKept(_ unit: MutationUnit, _ key: MutationUnit.Key) {
        let records = ReadRecord(of: unit.fields.map(\.plan.plan), in: run).statements()
        // Whose a key is may hang on the token, which is stated to mutations alone.
        let batch = Batch(.mutation, [KeptAnswer.reading(key)] + records)
        request = pool.withContext(context, run: batch, deadline: deadline) { result in
            switch result {
            case .success(let results):
                if let cell = results[0].cell(row: 0, column: 0), let answer = KeptAnswer(cell), answer.pieces.count == unit.fields.count {
                    self.take(answer, of: unit)
                } else {
                    self.fail(
                        unit.fields.map(\.plan), at: 0,
                        GraphQLError(.conflict, "The idempotency key has just expired; send a new one.", input: "idempotencyKey"))
                }
            case .failure(let error):
                self.fail(
                    unit.fields.map(\.plan), at: 0, self.executor.presenter.fieldError(error, of: unit.fields[0].plan, in: self.run.graph))
            }
            self.next()
        }
    }

    // MARK: - Answers

    private func answer(to unit: MutationUnit, from results: [ResultSet]) -> KeptAnswer {
        var answer = KeptAnswer(pieces: [], errors: [])
        // A unit that is carried out again is answered again.
        rowsOfUnit = (0, 0)
        for (index, field) in unit.fields.enumerated() {
            let source = RowAnswer(
                unit.results(of: index, among: results), of: field.plan.plan, variables: run.variables,
                sealing: CursorSealing(seal: executor.seal, tenant: run.principal.tenant))
            let written = (pieces + answer.pieces).reduce(0) { $0 + $1.count }
            var completer = Completer(source, text: run.text, byteLimit: max(0, executor.answerBytes - written))
            var writer = JSONWriter(capacity: 1024)
            completer.complete(source.root, as: field.plan.plan.shape, to: &writer)
            rowsOfUnit.read += completer.source.rowsRead
            rowsOfUnit.counted += completer.source.rowsCounted
            let data = writer.takeBytes()
            // The object's braces belong to `data`. What would be too long is null as a whole; it has happened all the same.
            let isObject = data.first == UInt8(ascii: "{")
            let shape = field.plan.plan.shape.fields[0]
            answer.pieces.append(isObject ? Array(data.dropFirst().dropLast()) : shape.encodedKey + Array("null".utf8))
            answer.errors += Self.json(executor.presenter.presentable(completer.errors), after: answer.errors)
        }
        return answer
    }

    /// What is kept in the place of an answer that is too long for that: a client that asks again learns that it was done.
    private func stub(of unit: MutationUnit) -> KeptAnswer {
        var stub = KeptAnswer(pieces: [], errors: [])
        for field in unit.fields {
            let shape = field.plan.plan.shape.fields[0]
            stub.pieces.append(shape.encodedKey + Array("null".utf8))
            let error = GraphQLError(
                .tooComplex, "It was carried out before. Its answer was longer than is kept with an idempotency key: read what you need.",
                locations: shape.offsets.prefix(1).map { run.text.location(at: $0) }, path: [.key(shape.responseKey)])
            stub.errors += Self.json([error], after: stub.errors)
        }
        return stub
    }

    private func take(_ answer: KeptAnswer, of unit: MutationUnit) {
        hasHappened = true
        rowsRead += rowsOfUnit.read
        rowsCounted += rowsOfUnit.counted
        rowsOfUnit = (0, 0)
        for (field, piece) in zip(unit.fields, answer.pieces) { pieces[field.plan.field] = piece }
        guard !answer.errors.isEmpty else { return }
        if !errors.isEmpty { errors.append(UInt8(ascii: ",")) }
        errors += answer.errors
        // Of a kept answer only the text is known.
        firstError = firstError ?? .internal
    }

    /// The field at `index` has failed, and with it those that were to happen together with it.
    private func fail(_ plans: [MutationPlan], at index: Int, _ error: GraphQLError) {
        rowsOfUnit = (0, 0)
        if error.code == .timeout { tookTooLong = true }
        if !error.code.isOurs, !isCancelled { hasHappened = true }
        for (position, plan) in plans.enumerated() {
            let field = plan.plan.shape.fields[0]
            var failure = error
            if position != index {
                let cause = responseKey(of: plans[index])
                failure = GraphQLError(error.code, "Not done: the transaction was rolled back because of \"\(cause)\".")
            }
            failure.path = [.key(field.responseKey)]
            if failure.locations.isEmpty { failure.locations = field.offsets.prefix(1).map { run.text.location(at: $0) } }
            errors += Self.json([failure], after: errors)
            firstError = firstError ?? failure.code
        }
    }

    private func responseKey(of plan: MutationPlan) -> String { plan.plan.shape.fields[0].responseKey }

    private static func json(_ errors: [GraphQLError], after others: [UInt8]) -> [UInt8] {
        guard !errors.isEmpty else { return [] }
        var writer = JSONWriter(capacity: 256)
        writer.append(errors: errors)
        let list = writer.takeBytes().dropFirst().dropLast()
        return others.isEmpty ? Array(list) : [UInt8(ascii: ",")] + list
    }

    /// Gives back what was not used: nearly all where nothing has happened, and nothing where nobody knows.
    private func settle() -> CostReport {
        guard hasHappened else {
            run.waive()
            return run.report(actual: 0)
        }
        return isCancelled || tookTooLong ? run.report(actual: rowsRead) : run.settle(actual: rowsRead, reading: rowsCounted)
    }

    private func finish() {
        var body = AnswerBody()
        body.writeData { writer in
            writer.append(byte: UInt8(ascii: "{"))
            for (index, piece) in pieces.enumerated() {
                if index > 0 { writer.append(byte: UInt8(ascii: ",")) }
                writer.append(raw: piece)
            }
            writer.append(byte: UInt8(ascii: "}"))
        }
        var response = body.response(errorList: errors, firstError: firstError, cost: settle())
        response.tellsOfWrites = true
        completion(response)
    }
}
