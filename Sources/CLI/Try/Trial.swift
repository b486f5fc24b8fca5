import Migrations
import Postgres

/// SQL that runs as a viewer in a transaction which is always rolled back.
struct Trial {
    let context: SessionContext
    /// The role that serves.
    let role: String

    /// What each statement answered, or why it was refused; a refusal undoes that statement alone.
    /// - Throws: in words, when a statement would end the transaction: then nothing ran.
    func run(_ script: String, _ connection: AdminConnection) async throws -> [TrialStep] {
        let statements = SQLStatements.split(script)
        if let ending = statements.first(where: Self.endsTransaction) {
            throw CommandError("Line \(ending.line) begins or ends a transaction, and everything here is taken back at the end.")
        }
        try await connection.query("BEGIN")
        try await becomeServing(connection)
        for (name, value) in context.settings + [("statement_timeout", "60s")] {
            try await connection.query("SELECT set_config($1, $2, true)", [name, value])
        }
        var steps: [TrialStep] = []
        for statement in statements { steps.append(try await step(statement, connection)) }
        try await connection.query("ROLLBACK")
        return steps
    }

    private func becomeServing(_ connection: AdminConnection) async throws {
        do throws(PostgresError) {
            try await connection.query("SELECT set_config('role', $1, true) WHERE current_user <> $1", [role])
        } catch {
            guard error.sqlState == "42501" else { throw error }
            throw CommandError("Statements run as \(role): connect as that role, or as one that may act as it (GRANT \(role) TO …).")
        }
    }

    private func step(_ statement: SQLStatements.Statement, _ connection: AdminConnection) async throws(PostgresError) -> TrialStep {
        try await connection.query("SAVEPOINT souk_try")
        do throws(PostgresError) {
            return TrialStep(statement: statement, outcome: .answered(try await connection.query(statement.sql)))
        } catch {
            guard error.sqlState != nil else { throw error }
            try await connection.query("ROLLBACK TO souk_try")
            return TrialStep(statement: statement, outcome: .refused(error))
        }
    }

    /// Whether the statement's first word is one of those that PostgreSQL's grammar has for transactions. Functions and
    /// procedures cannot end the transaction they are called in.
    private static func endsTransaction(_ statement: SQLStatements.Statement) -> Bool {
        let word = statement.sql.prefix { $0.isASCII && $0.isLetter }.uppercased()
        return ["ABORT", "BEGIN", "COMMIT", "END", "PREPARE", "RELEASE", "ROLLBACK", "SAVEPOINT", "START"].contains(word)
    }
}
