import CLibPQ

extension AdminConnection {
    /// Runs `body` between BEGIN and COMMIT; an error rolls back and is thrown on.
    ///
    /// The connection is one session: while `body` runs, nobody else may use it.
    package nonisolated func transaction<Result>(_ body: (AdminConnection) async throws -> Result) async throws -> Result {
        try await query("BEGIN")
        do {
            let result = try await body(self)
            try await query("COMMIT")
            return result
        } catch {
            // A session that broke has rolled back by itself: the first error is the one to tell.
            await rollBack()
            throw error
        }
    }

    /// Rolls back even when the task was cancelled: a statement of a cancelled task would not be sent.
    private func rollBack() {
        guard let handle = try? openHandle() else { return }
        PQclear(PQexec(handle.connection, "ROLLBACK"))
    }
}
