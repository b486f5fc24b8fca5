import Migrations

/// What is told of pending migrations.
struct PlanReport {
    let files: [RehearsedFile]
    /// The real tables that the files touch, by name.
    let tables: [String: LiveTable]
    let differences: [GraphDifference]
    /// Whether what ran already makes a sound graph.
    let hadGraph: Bool
    /// The rules that are others than before.
    var rules: [RuleChange] = []
    /// How many registered documents were given.
    var documentCount = 0
    /// What becomes of them; nil where there are not two sound graphs to compare, or no documents.
    var documents: DocumentLoss.Comparison?
    /// What was not so before the pending files, and advice on them.
    let findings: [Finding]

    /// Whether the pending files leave something unsafe or unsound.
    var isWrong: Bool { findings.contains { $0.state == .wrong } }

    /// Whether somebody might mind.
    var isObjectionable: Bool { !findings.isEmpty || differences.contains(where: \.breaks) || documents?.losses.isEmpty == false }

    /// Who waits for a table, and for about how long: from the first lock of that strength to the end of the file.
    struct Wait: Hashable {
        let table: String
        let waiting: LockMode.Waiting
        let duration: Duration
    }

    /// What a file makes others wait for, in the order of its locks.
    func waits(for file: RehearsedFile) -> [Wait] {
        let strongest = file.statements.enumerated().flatMap { place, statement in
            statement.effects.compactMap { effect in effect.lock.map { (table: effect.table, waiting: $0.waiting, place: place) } }
        }.filter { $0.waiting >= .writes }
        var waits: [Wait] = []
        for lock in strongest where !waits.contains(where: { $0.table == lock.table && $0.waiting >= lock.waiting }) {
            let rest = file.file.runsInTransaction ? file.statements[lock.place...] : file.statements[lock.place...lock.place]
            waits.append(Wait(table: lock.table, waiting: lock.waiting, duration: duration(of: rest)))
        }
        return waits
    }

    private func duration(of statements: ArraySlice<RehearsedStatement>) -> Duration {
        statements.flatMap(\.effects).reduce(.zero) { $0 + WorkEstimate.duration(of: $1, on: tables[$1.table]) }
    }
}
