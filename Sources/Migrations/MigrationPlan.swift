/// What remains to be run, once files and history agree about what ran already. Made by `make` only.
package struct MigrationPlan: Sendable, Hashable {
    /// In the order they run.
    package let pending: [MigrationFile]

    private init(pending: [MigrationFile]) {
        self.pending = pending
    }

    /// Compares the files with the history. Records of folders that are not in the set are not looked at.
    ///
    /// Throws every problem at once: a file that changed since it ran, one that ran and is gone, one that would have had to
    /// run before others that ran already, one that began and did not end.
    package static func make(applied: [MigrationRecord], available: MigrationSet) throws(MigrationError) -> MigrationPlan {
        let records = Dictionary(applied.map { ($0.id, $0) }) { first, _ in first }
        let files = Dictionary(available.files.map { ($0.id, $0) }) { first, _ in first }
        var latest: [String: MigrationRecord] = [:]
        var problems: [MigrationProblem] = []

        for record in applied.sorted(by: { $0.id < $1.id }) where available.folders.contains(record.id.folder) {
            latest[record.id.folder] = record
            if !record.finished { problems.append(.halfDone(record)) }
            guard let file = files[record.id] else {
                problems.append(.missing(record))
                continue
            }
            if file.digest != record.digest { problems.append(.changed(file)) }
        }

        let pending = available.files.filter { records[$0.id] == nil }
        for file in pending {
            if let last = latest[file.id.folder], file.id < last.id { problems.append(.outOfOrder(file, after: last)) }
        }
        guard problems.isEmpty else { throw .problems(problems) }
        return MigrationPlan(pending: pending)
    }
}
