import Postgres

/// Runs one file and records it.
struct MigrationRunner {
    let connection: AdminConnection
    let lockTimeout: Duration

    /// The file and its record come to be together, or not at all.
    func runInTransaction(_ file: MigrationFile) async throws(MigrationError) {
        var stillOneTransaction = true
        do throws(PostgresError) {
            try await connection.query("BEGIN")
            try await connection.query("SELECT set_config('lock_timeout', $1, true)", [lockTimeoutText])
            let transaction = try await transactionID()
            try await connection.execute(script: file.sql)
            // A COMMIT inside the file would leave what follows it, and the record, in a transaction of their own.
            stillOneTransaction = try await transactionID() == transaction
            if stillOneTransaction {
                // The file may have taken on a role that has no business in the history.
                try await connection.query("RESET ROLE")
                let history = MigrationHistory(connection: connection)
                try await history.begin(file)
                try await history.finish(file.id)
                try await connection.query("COMMIT")
            }
        } catch {
            _ = try? await connection.query("ROLLBACK")
            await forgetSettings()
            throw .failed(file, reason: error.reason(in: file.sql, startingAt: 1))
        }
        if !stillOneTransaction {
            _ = try? await connection.query("ROLLBACK")
            throw .endedTransaction(file)
        }
        await forgetSettings()
    }

    /// Each statement is on its own; the record says before the first that it began, and after the last that it ended.
    func runStatementByStatement(_ file: MigrationFile) async throws(MigrationError) {
        let history = MigrationHistory(connection: connection)
        var current = SQLStatements.Statement(sql: "", line: 1)
        do throws(PostgresError) {
            try await history.begin(file)
            try await connection.query("SELECT set_config('lock_timeout', $1, false)", [lockTimeoutText])
            for statement in SQLStatements.split(file.sql) {
                current = statement
                try await connection.execute(script: statement.sql)
            }
            try await connection.query("RESET ROLE")
            try await history.finish(file.id)
        } catch {
            await forgetSettings()
            throw .failed(file, reason: error.reason(in: current.sql, startingAt: current.line))
        }
        await forgetSettings()
    }

    private var lockTimeoutText: String {
        let (seconds, attoseconds) = lockTimeout.components
        return "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000)ms"
    }

    private func transactionID() async throws(PostgresError) -> String? {
        try await connection.query("SELECT pg_current_xact_id()").text(row: 0, column: 0)
    }

    /// What a file set for its session is not seen by the next. A session that broke has no settings to forget.
    private func forgetSettings() async {
        _ = try? await connection.execute(script: "RESET ALL; RESET ROLE")
    }
}
