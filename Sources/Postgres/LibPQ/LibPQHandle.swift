import CLibPQ

/// Owns one PGconn and closes it.
// Unchecked: libpq wants one thread at a time for a PGconn; a handle is passed from the thread that connected
// to its one owner (an event loop or an actor's thread) and is used there only.
final class LibPQHandle: @unchecked Sendable {
    let connection: OpaquePointer

    init(owning connection: OpaquePointer) {
        self.connection = connection
        // Notices would go to standard error; what a migration wants to say is in its own result.
        PQsetNoticeReceiver(connection, { _, _ in }, nil)
    }

    deinit { PQfinish(connection) }

    /// What stops the session's statement from another thread.
    func makeCanceller() -> Canceller? { PQgetCancel(connection).map { Canceller(owning: $0) } }

    var socket: Int32 { PQsocket(connection) }
    var processID: Int32 { PQbackendPID(connection) }
    var isBroken: Bool { PQstatus(connection) != CONNECTION_OK }

    /// What libpq last complained about; for operators only.
    var lastMessage: String { String(cString: PQerrorMessage(connection)) }
}
