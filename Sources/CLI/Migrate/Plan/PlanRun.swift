import Catalog
import Gateway
import GraphModel
import Migrations
import Postgres
import UnixSignals

/// Pending migrations tried on a scratch copy, which is gone afterwards however it went.
struct PlanRun: Sendable {
    /// The database that they are for, and as whom; it is only read.
    let real: PostgresConfiguration
    /// Who makes the copy.
    let maker: PostgresConfiguration
    let migrations: MigrationSet
    let servingRole: String
    let schemas: [String]?
    let options: GraphOptions
    /// What clients registered, to be looked at under both graphs.
    let documents: DocumentManifest
    /// Tables below this size are no matter of advice.
    let smallBytes: Int64

    func report(on pending: [MigrationFile]) async throws -> PlanReport {
        // From before the copy is made until it is gone, ^C ends the work and not the process.
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        Terminal.stage("Making a scratch copy")
        defer { Terminal.stage("") }
        let scratch = try await ScratchDatabase.make(by: maker)
        let outcome: Result<PlanReport, any Error>
        do {
            outcome = .success(try await withStop(by: signals) { try await report(on: pending, in: scratch) })
        } catch let error as MigrationError {
            outcome = .failure(CommandError("On the scratch copy: \(error)"))
        } catch let error as PostgresError {
            outcome = .failure(CommandError(error.forOperator))
        } catch {
            outcome = .failure(error)
        }
        Terminal.stage("Dropping the scratch copy")
        do { try await scratch.drop() } catch {
            Terminal.stage("")
            Terminal.remark("\(error)")
        }
        return try outcome.get()
    }

    private func report(on pending: [MigrationFile], in scratch: ScratchDatabase) async throws -> PlanReport {
        var readOnly = real
        // Sizes are read behind a lock that any migration of somebody else may hold for long.
        readOnly.sessionSettings += [SessionSetting("default_transaction_read_only", "on"), SessionSetting("lock_timeout", "10s")]
        let real = try await AdminConnection.connect(readOnly)
        try await scratch.resemble(real)
        let migrating = try await scratch.connect(as: try await real.query("SELECT current_user").text(row: 0, column: 0))
        let applied = migrations.files.filter { !pending.contains($0) }
        Terminal.stage("Bringing it to where the database is: \(applied.count) files")
        _ = try await Migrator(MigrationSet(files: applied, folders: migrations.folders), on: migrating).up()

        Terminal.stage("Looking at it before the pending files")
        let before = try await ScratchView.look(at: scratch, migrating, as: servingRole, schemas: schemas, options)
        let names = try await NameBook.read(migrating)
        Terminal.stage("Running the pending files: \(pending.count)")
        let files = try await Rehearsal(on: migrating).run(pending)
        Terminal.stage("Looking at it after them")
        let after = try await ScratchView.look(at: scratch, migrating, as: servingRole, schemas: schemas, options)
        let leftBehind = try await FunctionCheck.findings(migrating, since: names)
        await migrating.close()

        Terminal.stage("Comparing what everybody sees")
        let audiences = try await Audience.all(real)
        let tables = try await LiveTable.sizes(of: Set(files.flatMap(\.statements).flatMap(\.effects).map(\.table)), real)
        let demanding = ValueAdvice.tables(in: files)
        let filled = try await LiveTable.withRows(among: tables.filter { demanding.contains($0.key) }, real)
        await real.close()
        let rules = RuleChange.between(before.rules, after.rules)
        var comparison: DocumentLoss.Comparison?
        if !documents.isEmpty, let earlier = before.graph, let later = after.graph {
            Terminal.stage("Judging \(documents.ids.count) registered documents")
            comparison = try await DocumentLoss.comparison(earlier, later, of: documents, for: audiences)
        }
        return PlanReport(
            files: files, tables: tables,
            differences: after.graph.map { GraphDifference.between(before.graph, $0, for: audiences) } ?? [],
            hadGraph: before.graph != nil, rules: rules, documentCount: documents.ids.count, documents: comparison,
            findings: after.findings.filter { !before.findings.contains($0) } + leftBehind
                + LockAdvice(tables: tables, smallBytes: smallBytes).findings(on: files)
                + ValueAdvice(filled: filled).findings(on: files) + rules.compactMap(\.finding))
    }

    /// Runs `work` to its end, or until the first signal, which cancels it.
    private func withStop<Value: Sendable>(
        by signals: UnixSignalsSequence, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                for await signal in signals { throw CommandError("Stopped by \(signal); the scratch copy is dropped.") }
                throw CancellationError()
            }
            guard let value = try await group.next() else { throw CancellationError() }
            group.cancelAll()
            return value
        }
    }
}
