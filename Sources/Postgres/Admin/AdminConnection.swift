import CLibPQ

/// One session for work that is not a tenant's: migrations, reading the catalog, the command line, imports.
///
/// It lives on a thread of its own, where libpq may block, and runs one statement at a time.
/// Requests of tenants never go through here: they have the pool, which demands a session context.
/// Cancelling the calling task stops the running statement.
package actor AdminConnection {
    private let thread: OwnThread
    private let canceller: Canceller?
    private var handle: LibPQHandle?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Which form the cells of a result have.
    package enum Format: Sendable {
        case text, binary
    }

    /// Connects and applies the configuration's session settings.
    package static func connect(_ configuration: PostgresConfiguration) async throws(PostgresError) -> AdminConnection {
        let thread = OwnThread()
        let connected = await Opener(thread: thread).open(configuration)
        return AdminConnection(try connected.get(), on: thread)
    }

    private init(_ handle: LibPQHandle, on thread: OwnThread) {
        self.handle = handle
        self.thread = thread
        canceller = handle.makeCanceller()
    }

    /// Runs one statement. Parameters are text, and the server decides their types; nil is NULL.
    /// - Throws: what the server says; `connectionLost` for good once the session has ended.
    @discardableResult
    package func query(_ sql: String, _ parameters: [String?] = [], format: Format = .text) async throws(PostgresError) -> ResultSet {
        try await cancellable { handle in
            withCStrings(parameters) { values in
                PQexecParams(handle.connection, sql, Int32(clamping: parameters.count), nil, values, nil, nil, format == .binary ? 1 : 0)
            }
        }
    }

    /// Runs one statement with parameters in binary, typed by their OIDs (0: the server decides).
    @discardableResult
    package func query(
        _ sql: String, types: [UInt32], binary parameters: [[UInt8]?], format: Format = .binary
    ) async throws(PostgresError) -> ResultSet {
        let buffer = ParameterBuffer()
        return try await cancellable { handle in
            guard types.count == parameters.count, buffer.load(parameters) else { return nil }
            return PQexecParams(
                handle.connection, sql, buffer.count, types, buffer.values, buffer.lengths, buffer.formats, format == .binary ? 1 : 0)
        }
    }

    /// Runs a script of any number of statements, as `psql` would: one implicit transaction unless the script has its own.
    /// - Returns: the result of the last statement.
    @discardableResult
    package func execute(script: String) async throws(PostgresError) -> ResultSet {
        try await cancellable { handle in PQexec(handle.connection, script) }
    }

    /// Ends the session. Later calls throw `connectionLost`.
    package func close() {
        handle = nil
    }

    /// True until the session was closed or broke.
    package var isOpen: Bool { handle.map { !$0.isBroken } ?? false }

    /// The process of the server that serves this session.
    package var processID: Int32 { handle?.processID ?? 0 }

    /// Runs one call of libpq on our thread; a cancelled task stops it at the server.
    func cancellable(_ call: (LibPQHandle) -> OpaquePointer?) async throws(PostgresError) -> ResultSet {
        let canceller = canceller
        let answer = await withTaskCancellationHandler {
            run(call)
        } onCancel: {
            canceller?.send()
        }
        do throws(PostgresError) {
            return try answer.get()
        } catch  where error.code == .statementTimeout && Task.isCancelled {
            throw PostgresError(.cancelled, sqlState: error.sqlState, safeToRetry: false, serverReport: error.serverReport)
        }
    }

    private func run(_ call: (LibPQHandle) -> OpaquePointer?) -> Result<ResultSet, PostgresError> {
        guard !Task.isCancelled else { return .failure(PostgresError(.cancelled, safeToRetry: true)) }
        guard let handle, !handle.isBroken else { return .failure(PostgresError(.connectionLost, safeToRetry: true)) }
        guard let result = call(handle) else {
            return .failure(PostgresError(.tooManyParameters, safeToRetry: false, serverReport: ServerReport(message: handle.lastMessage)))
        }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_COPY_IN:
            return .success(ResultSet(owning: result))
        default:
            defer { PQclear(result) }
            return .failure(PostgresError(result: result))
        }
    }

    /// The open handle, for what is more than one call.
    func openHandle() throws(PostgresError) -> LibPQHandle {
        guard let handle, !handle.isBroken else { throw PostgresError(.connectionLost, safeToRetry: true) }
        return handle
    }
}

/// Connects on the thread that the connection will live on.
private actor Opener {
    private let thread: OwnThread
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(thread: OwnThread) { self.thread = thread }

    func open(_ configuration: PostgresConfiguration) -> Result<LibPQHandle, PostgresError> {
        do throws(PostgresError) {
            return .success(try Connector.connect(configuration))
        } catch {
            return .failure(error)
        }
    }
}
