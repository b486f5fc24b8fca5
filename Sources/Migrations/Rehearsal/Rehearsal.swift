package import Postgres

/// Runs pending files statement by statement on a scratch copy, and looks after each what it did: which locks the transaction holds
/// (`pg_locks`), what was read whole (`pg_stat_xact_…`), what has new files (`relfilenode`), what has another shape.
package struct Rehearsal {
    private let connection: AdminConnection

    /// On a database that is at what ran on the real one.
    package init(on connection: AdminConnection) {
        self.connection = connection
    }

    /// Runs the files in their order. Each is recorded in the copy's history, as `Migrator.up` would.
    /// - Throws: `failed` with the line, `endedTransaction`; then the files after it did not run.
    package func run(_ files: [MigrationFile]) async throws(MigrationError) -> [RehearsedFile] {
        let known: [String: String]
        do throws(PostgresError) {
            known = try await TablePicture.take(connection).tables.mapValues(\.name)
            try await MigrationHistory(connection: connection).prepare()
        } catch {
            throw .history(reason: error.forOperator)
        }
        var rehearsed: [RehearsedFile] = []
        for file in files {
            let statements = file.runsInTransaction ? try await whole(file, known) : try await piecewise(file, known)
            rehearsed.append(RehearsedFile(file: file, statements: statements))
        }
        return rehearsed
    }

    /// All in one transaction, which keeps its locks to its end.
    private func whole(_ file: MigrationFile, _ known: [String: String]) async throws(MigrationError) -> [RehearsedStatement] {
        var seen: [RehearsedStatement] = []
        var current = SQLStatements.Statement(sql: "", line: 1)
        var isOneTransaction = true
        do throws(PostgresError) {
            try await connection.query("BEGIN")
            let transaction = try await transactionID()
            var before = try await TablePicture.take(connection)
            for statement in SQLStatements.split(file.sql) {
                current = statement
                try await connection.execute(script: statement.sql)
                isOneTransaction = try await transactionID() == transaction
                guard isOneTransaction else { break }
                let after = try await TablePicture.take(connection)
                seen.append(statement.seen(after.effects(since: before, on: known, seesLocks: true)))
                before = after
            }
            if isOneTransaction {
                try await connection.query("RESET ROLE")
                let history = MigrationHistory(connection: connection)
                try await history.begin(file)
                try await history.finish(file.id)
                try await connection.query("COMMIT")
            }
        } catch {
            throw .failed(file, reason: error.reason(in: current.sql, startingAt: current.line))
        }
        guard isOneTransaction else { throw .endedTransaction(file) }
        try await forgetSettings(of: file)
        return seen
    }

    /// Each statement in a transaction of its own, so that its locks can be seen; in none when it will have none.
    private func piecewise(_ file: MigrationFile, _ known: [String: String]) async throws(MigrationError) -> [RehearsedStatement] {
        var seen: [RehearsedStatement] = []
        var current = SQLStatements.Statement(sql: "", line: 1)
        let history = MigrationHistory(connection: connection)
        do throws(PostgresError) {
            try await history.begin(file)
            for statement in SQLStatements.split(file.sql) {
                current = statement
                seen.append(try await alone(statement, known))
            }
            try await connection.query("RESET ROLE")
            try await history.finish(file.id)
        } catch {
            throw .failed(file, reason: error.reason(in: current.sql, startingAt: current.line))
        }
        try await forgetSettings(of: file)
        return seen
    }

    private func alone(_ statement: SQLStatements.Statement, _ known: [String: String]) async throws(PostgresError) -> RehearsedStatement {
        try await connection.query("BEGIN")
        let before = try await TablePicture.take(connection)
        do throws(PostgresError) {
            try await connection.execute(script: statement.sql)
            let after = try await TablePicture.take(connection)
            try await connection.query("COMMIT")
            return statement.seen(after.effects(since: before, on: known, seesLocks: true))
        } catch {
            try await connection.query("ROLLBACK")
            guard let state = error.sqlState, Self.refusesTransaction.contains(state) else { throw error }
        }
        try await connection.execute(script: statement.sql)
        let after = try await TablePicture.take(connection)
        return statement.seen(after.effects(since: before, on: known, seesLocks: false), outsideTransaction: true)
    }

    /// "cannot run inside a transaction block", and a procedure that commits.
    private static let refusesTransaction: Set<String> = ["25001", "2D000"]

    private func transactionID() async throws(PostgresError) -> String? {
        try await connection.query("SELECT pg_current_xact_id()").text(row: 0, column: 0)
    }

    /// What a file set for its session is not seen by the next.
    private func forgetSettings(of file: MigrationFile) async throws(MigrationError) {
        do throws(PostgresError) {
            try await connection.execute(script: "RESET ALL; RESET ROLE")
        } catch {
            throw .failed(file, reason: error.forOperator)
        }
    }
}

extension SQLStatements.Statement {
    fileprivate func seen(_ effects: [TableEffect], outsideTransaction: Bool = false) -> RehearsedStatement {
        RehearsedStatement(sql: sql, line: line, runsOutsideTransaction: outsideTransaction, effects: effects)
    }
}
