import Postgres

/// The lock that only one runner per database holds. It belongs to the session: a runner that dies lets go of it.
struct MigrationLock {
    let connection: AdminConnection
    /// How long to wait for another runner.
    let patience: Duration

    /// Any number will do, as long as every runner uses the same: the letters "souk" and the figure 1.
    private static let key = "8245076384731103281"

    /// Asks again and again rather than waiting in the server: a statement that waits holds a snapshot, and
    /// `CREATE INDEX CONCURRENTLY` of the runner that has the lock would wait for that snapshot in turn.
    func acquire(waiting: () -> Void) async throws(MigrationError) {
        let start = ContinuousClock.now
        var told = false
        while true {
            let taken = try await ask("SELECT pg_try_advisory_lock(\(Self.key))")
            if taken == "t" { return }
            guard ContinuousClock.now - start < patience else { throw .locked(waited: patience) }
            if !told { waiting() }
            told = true
            do { try await Task.sleep(for: .milliseconds(200)) } catch { throw .locked(waited: ContinuousClock.now - start) }
        }
    }

    func release() async throws(MigrationError) {
        _ = try await ask("SELECT pg_advisory_unlock(\(Self.key))")
    }

    private func ask(_ sql: String) async throws(MigrationError) -> String? {
        do throws(PostgresError) {
            return try await connection.query(sql).text(row: 0, column: 0)
        } catch {
            throw .history(reason: error.forOperator)
        }
    }
}
