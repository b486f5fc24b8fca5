package import Postgres

/// Brings one database up to a set of files.
package struct Migrator: Sendable {
    private let connection: AdminConnection
    private let set: MigrationSet
    private let settings: Settings

    package struct Settings: Sendable {
        /// How long to wait for another runner.
        package var patience: Duration
        /// How long a statement may wait for a lock on a table, while all who come after it wait too.
        package var lockTimeout: Duration

        package init(patience: Duration = .seconds(600), lockTimeout: Duration = .seconds(10)) {
            self.patience = patience
            self.lockTimeout = lockTimeout
        }
    }

    /// What a runner tells while it works.
    package enum Event: Sendable, Hashable {
        case waitingForAnotherRunner
        case begins(MigrationFile)
        case ended(MigrationFile, after: Duration)
    }

    package init(_ set: MigrationSet, on connection: AdminConnection, settings: Settings = Settings()) {
        self.connection = connection
        self.set = set
        self.settings = settings
    }

    /// Runs what is pending, each file and its record in one transaction, and tells running gateways to look again.
    ///
    /// Safe with other runners at the same time: one works, the others wait and find nothing left to do. When files and
    /// history disagree, nothing runs. A file that fails ends the run; the files before it stay.
    /// - Returns: what ran.
    package func up(report: (Event) -> Void = { _ in }) async throws(MigrationError) -> [MigrationFile] {
        try await locked(report: report) { () async throws(MigrationError) in
            try await history { history throws(PostgresError) in try await history.prepare() }
            let pending = try await plan().pending
            for file in pending {
                report(.begins(file))
                let start = ContinuousClock.now
                try await run(file)
                report(.ended(file, after: ContinuousClock.now - start))
            }
            if !pending.isEmpty { try await announce() }
            return pending
        }
    }

    /// What `up` would run. Changes nothing, and throws when files and history disagree.
    package func plan() async throws(MigrationError) -> MigrationPlan {
        try MigrationPlan.make(applied: try await history { history throws(PostgresError) in try await history.records() }, available: set)
    }

    /// How every migration of these folders stands. Changes nothing.
    package func status() async throws(MigrationError) -> [MigrationStatus] {
        MigrationStatus.compare(
            applied: try await history { history throws(PostgresError) in try await history.records() }, available: set)
    }

    /// Says how a half-done migration ended, after somebody has looked: it is done, or it shall run again. The latter also takes back that
    /// it was said to be done.
    package func settle(_ id: MigrationID, done: Bool) async throws(MigrationError) {
        let settled = try await locked(report: { _ in }) { () async throws(MigrationError) in
            try await history { history throws(PostgresError) in
                done ? try await history.settle(id) : try await history.forget(id)
            }
        }
        guard settled else { throw .nothingToSettle(id) }
    }

    private func run(_ file: MigrationFile) async throws(MigrationError) {
        let runner = MigrationRunner(connection: connection, lockTimeout: settings.lockTimeout)
        if file.runsInTransaction {
            try await runner.runInTransaction(file)
        } else {
            try await runner.runStatementByStatement(file)
        }
    }

    /// Gateways that listen read the catalog again.
    private func announce() async throws(MigrationError) {
        do throws(PostgresError) {
            try await connection.query("SELECT pg_notify('souk_graph', 'migrated')")
        } catch {
            throw .history(reason: error.forOperator)
        }
    }

    private func history<Value>(
        _ body: (MigrationHistory) async throws(PostgresError) -> Value
    ) async throws(MigrationError) -> Value {
        do throws(PostgresError) {
            return try await body(MigrationHistory(connection: connection))
        } catch {
            throw .history(reason: error.forOperator)
        }
    }

    private func locked<Value>(
        report: (Event) -> Void, _ body: () async throws(MigrationError) -> Value
    ) async throws(MigrationError) -> Value {
        let lock = MigrationLock(connection: connection, patience: settings.patience)
        try await lock.acquire { report(.waitingForAnotherRunner) }
        let value: Value
        do throws(MigrationError) {
            value = try await body()
        } catch {
            // The first error is the one to tell; a session that broke has let go of the lock by itself.
            try? await lock.release()
            throw error
        }
        try await lock.release()
        return value
    }
}
