import CLibPQ

extension AdminConnection {
    /// Runs `COPY … FROM STDIN` and streams what `body` writes. An error of `body` aborts the copy and is thrown on.
    /// - Returns: how many rows were copied.
    package nonisolated func copyIn(_ sql: String, _ body: (CopyWriter) async throws -> Void) async throws -> Int {
        try await beginCopy(sql)
        do {
            try await body(CopyWriter(connection: self))
        } catch {
            _ = try? await endCopy(failing: true)
            throw error
        }
        return try await endCopy(failing: false)
    }

    private func beginCopy(_ sql: String) async throws(PostgresError) {
        let result = try await cancellable { handle in PQexec(handle.connection, sql) }
        guard result.isCopyIn else { throw PostgresError(.invalidStatement, safeToRetry: false) }
    }

    fileprivate func sendCopy(_ bytes: [UInt8]) throws(PostgresError) {
        let handle = try openHandle()
        let sent = bytes.withUnsafeBytes { bytes in
            PQputCopyData(handle.connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count))
        }
        guard sent == 1 else {
            throw PostgresError(.connectionLost, safeToRetry: false, serverReport: ServerReport(message: handle.lastMessage))
        }
    }

    /// Ends the copy and takes the server's verdict; a failed one leaves nothing behind.
    private func endCopy(failing: Bool) throws(PostgresError) -> Int {
        let handle = try openHandle()
        _ = PQputCopyEnd(handle.connection, failing ? "stopped by the sender" : nil)
        var rows = 0
        var failure: PostgresError?
        while let result = PQgetResult(handle.connection) {
            if PQresultStatus(result) == PGRES_COMMAND_OK {
                rows = ResultSet(owning: result).affectedRows
            } else {
                failure = PostgresError(result: result)
                PQclear(result)
            }
        }
        if let failure { throw failure }
        return rows
    }
}

/// Where the bytes of a running COPY go.
package struct CopyWriter: Sendable {
    fileprivate let connection: AdminConnection

    /// Sends bytes in the copy's format; row ends may fall anywhere. Waits while the server takes them.
    package func write(_ bytes: [UInt8]) async throws(PostgresError) {
        try await connection.sendCopy(bytes)
    }
}
