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
        let statuses = MigrationStatus.compare(applied: applied, available: available)
        let problems = statuses.compactMap(\.problem)
        guard problems.isEmpty else { throw .problems(problems) }
        return MigrationPlan(
            pending: statuses.compactMap { status in
                if case .pending(let file) = status.state { file } else { nil }
            })
    }
}
