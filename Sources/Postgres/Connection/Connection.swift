import CLibPQ
import NIOCore

#if canImport(Glibc)
    import Glibc
#endif

/// One session in pipeline mode, driven on an event loop: groups of requests go out under one Sync each, answers come back in order.
///
/// Lives on its event loop; tells its pool what became of each request.
final class Connection {
    let id: Int
    private let handle: LibPQHandle
    let doorbell: Doorbell
    let settings: PoolSettings
    /// Held until the connection is closed: a pool is closed before it is let go.
    let pool: ConnectionPool
    let canceller: Canceller?
    private let parameters = ParameterBuffer()
    private var cache: StatementCache
    private var registration: Doorbell.Registration?
    private(set) var expected = Fifo<Expectation>()
    /// The error that has voided the rest of the current Sync, and whose it is.
    private var aborted: (error: PostgresError, by: [Request])?
    /// Bytes that came in for a result that is not complete, as far as the system tells.
    private var partialBytes = 0
    /// The request whose transaction is left open until its results were looked at.
    private var open: Request?
    var cancellation = Cancellation.none
    private(set) var isClosed = false

    enum Cancellation {
        case none
        /// libpq is sending it.
        case sending(first: NIODeadline)
        /// The server has taken it; what was under way meanwhile may still be hit.
        case sent(first: NIODeadline, last: NIODeadline)

        /// True while an answer "cancelled" may be meant for a request that was not.
        var isInDoubt: Bool { if case .none = self { false } else { true } }
    }

    init(
        id: Int, _ handle: LibPQHandle, doorbell: Doorbell, settings: PoolSettings, pool: ConnectionPool
    ) throws(PostgresError) {
        self.id = id
        self.handle = handle
        self.doorbell = doorbell
        self.settings = settings
        self.pool = pool
        canceller = handle.makeCanceller()
        cache = StatementCache(capacity: settings.preparedStatements, weightLimit: settings.preparedBytes)
        guard PQsetnonblocking(handle.connection, 1) == 0, PQenterPipelineMode(handle.connection) == 1 else {
            throw PostgresError(.connectionLost, safeToRetry: true, serverReport: ServerReport(message: handle.lastMessage))
        }
        let registration = try doorbell.add(handle.socket, for: self)
        self.registration = registration
        guard doorbell.arm(registration, handle.socket, writing: false) else {
            doorbell.remove(registration, handle.socket)
            throw PostgresError(.unavailable, safeToRetry: true)
        }
    }

    var processID: Int32 { handle.processID }

    // MARK: - Sending

    /// Sends requests under one Sync. More than one are cheap reads, each of which sees its own context only.
    func send(_ group: [Request]) {
        let isAlone = group.count == 1
        var entered: SessionContext?
        for portion in Portion.divide(group) {
            for request in portion.requests {
                request.connection = self
                request.results = []
                request.resultBytes = 0
                request.mayBeCommitted = false
            }
            let statements = portion.statements
            let lastIndex = statements.count - 1
            // What is not prepared is planned for each execution anyway.
            let most = settings.preparedStatements > 0 ? settings.planning : min(settings.planning, .nestedLoops)
            let planning = min(portion.planning, most)
            let sent =
                enter(portion, planning, after: entered, isAlone: isAlone)
                && statements.indices.allSatisfy { index in
                    let byRow = isAlone && group[0].arrivals?.byRow[index] ?? false
                    return send(
                        statements[index], planning, .rows(isLast: index == lastIndex, byRow: byRow), for: portion.requests,
                        isAlone: isAlone)
                }
            guard sent else { return close(unsent: group) }
            entered = portion.context
            pool.merged(portion.requests.count - 1)
        }
        if isAlone, let request = group.first, request.closing != nil {
            // The server answers what it was sent so far, and waits with the transaction open.
            guard PQsendFlushRequest(handle.connection) == 1 else { return close(unsent: group) }
            open = request
        } else {
            end(isAlone ? group : [], isAlone: isAlone)
        }
        flush()
    }

    /// Sends the Sync that ends the transaction.
    private func end(_ group: [Request], isAlone: Bool) {
        open = nil
        guard PQpipelineSync(handle.connection) == 1 else { return close() }
        for request in group { request.mayBeCommitted = true }
        expected.append(Expectation(kind: .sync, requests: group, isAlone: isAlone))
    }

    /// All results of the open transaction are there: sends its last statement and the Sync that commits it.
    private func settle(_ request: Request, _ closing: Request.Closing) {
        guard send(closing(request.results), .free, .record, for: [request], isAlone: true) else { return close() }
        end([request], isAlone: true)
    }

    /// Enters the context unless what was sent before under the same Sync had the very same.
    private func enter(_ portion: Portion, _ planning: StatementPlanning, after entered: SessionContext?, isAlone: Bool) -> Bool {
        guard entered != portion.context else { return true }
        let statement = ContextStatement.entering(
            portion.context, for: portion.kind, planning: planning, defaultTimeoutMilliseconds: settings.statementTimeoutMilliseconds)
        return send(statement, .free, .context, for: portion.requests, isAlone: isAlone)
    }

    private func send(
        _ bound: BoundStatement, _ planning: StatementPlanning, _ kind: Expectation.Kind, for requests: [Request], isAlone: Bool
    ) -> Bool {
        guard parameters.load(bound.parameters) else { return false }
        let sent: Bool
        if settings.preparedStatements == 0 {
            sent =
                PQsendQueryParams(
                    handle.connection, bound.statement.sql, parameters.count, bound.statement.parameterTypes,
                    parameters.values, parameters.lengths, parameters.formats, 1) == 1
        } else {
            guard let name = prepare(bound.statement, planning, for: requests, isAlone: isAlone) else { return false }
            sent =
                PQsendQueryPrepared(
                    handle.connection, name, parameters.count, parameters.values, parameters.lengths, parameters.formats, 1) == 1
        }
        expected.append(Expectation(kind: kind, requests: requests, isAlone: isAlone))
        return sent
    }

    /// The statement's name in this session; preparing it is sent first when it is new.
    private func prepare(
        _ statement: Statement, _ planning: StatementPlanning, for requests: [Request], isAlone: Bool
    ) -> StatementCache.Name? {
        let key = StatementCache.Key(statement: statement.id, planning: planning)
        switch cache.use(key, weight: statement.sql.utf8.count) {
        case .prepared(let name):
            return name
        case .prepare(let name, let dropping):
            for old in dropping {
                let words = "DEALLOCATE " + old.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
                guard PQsendQueryParams(handle.connection, words, 0, nil, nil, nil, nil, 1) == 1 else { return nil }
                expected.append(Expectation(kind: .drop, requests: requests, isAlone: isAlone))
            }
            let types = statement.parameterTypes
            guard PQsendPrepare(handle.connection, name, statement.sql + planning.mark, Int32(types.count), types) == 1 else { return nil }
            expected.append(Expectation(kind: .prepare(key), requests: requests, isAlone: isAlone))
            return name
        }
    }

    private func flush() {
        guard let registration, !isClosed else { return }
        switch PQflush(handle.connection) {
        case 0: break
        case 1: if !doorbell.arm(registration, handle.socket, writing: true) { close() }
        default: close()
        }
    }

    // MARK: - Receiving

    /// Reads what has arrived and tells the pool what is finished.
    private func receive() {
        guard let registration, !isClosed else { return }
        // A large result comes in many pieces: reading on here is cheaper than being rung for each. Bounded, for the others' sake.
        for _ in 0..<32 {
            let before = availableBytes()
            guard PQconsumeInput(handle.connection) == 1 else { return close() }
            while !isClosed, !expected.isEmpty, PQisBusy(handle.connection) == 0 {
                // A null pointer stands between the results of one statement and those of the next.
                guard let result = PQgetResult(handle.connection) else {
                    guard beginResult() else { return close() }
                    continue
                }
                partialBytes = 0
                take(result)
            }
            guard !isClosed, !expected.isEmpty else { break }
            let after = availableBytes()
            // libpq reads at least this much of what is there, and more arrives meanwhile.
            partialBytes += max(before - after, min(before, 16_384))
            guard partialBytes <= settings.resultLimit else { return refuseHead() }
            guard after > 0 else { break }
        }
        guard !isClosed else { return }
        let flushed = PQflush(handle.connection)
        guard flushed >= 0, !handle.isBroken, doorbell.arm(registration, handle.socket, writing: flushed == 1) else { return close() }
        settleCancellation()
    }

    /// Says how the rows of the next statement are to come: before libpq has looked at the first of them, or it is too late. Behind an error
    /// there are none up to the Sync, and libpq is not to be told anything.
    private func beginResult() -> Bool {
        guard aborted == nil, case .rows(_, byRow: true)? = expected.first?.kind else { return true }
        return PQsetSingleRowMode(handle.connection) == 1
    }

    private func take(_ result: OpaquePointer) {
        switch PQresultStatus(result) {
        case PGRES_SINGLE_TUPLE: take(row: ResultSet(owning: result))
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: take(rows: ResultSet(owning: result))
        case PGRES_PIPELINE_SYNC:
            PQclear(result)
            takeSync()
        case PGRES_PIPELINE_ABORTED:
            PQclear(result)
            takeAborted()
        case PGRES_FATAL_ERROR:
            defer { PQclear(result) }
            let error = PostgresError(result: result)
            guard error.code != .connectionLost, !PostgresError.isFatal(result) else { return close(error) }
            take(error)
        default:
            // COPY cannot be spoken in a pipeline: the session is of no use any more.
            PQclear(result)
            close()
        }
    }

    private func take(row: ResultSet) {
        guard let expectation = expected.first, let request = expectation.request, let arrivals = request.arrivals else { return }
        guard row.memorySize <= settings.resultLimit else {
            refuse(expectation)
            // Of the rows behind it nobody wants any.
            return stop(request)
        }
        request.arrive(.row(row), at: arrivals)
    }

    private func take(rows: ResultSet) {
        guard let expectation = expected.popFirst(), case .rows(let isLast, _) = expectation.kind else { return }
        let held = expectation.isMerged ? 0 : expectation.request?.resultBytes ?? 0
        guard rows.memorySize <= settings.resultLimit - held else { return refuse(expectation) }
        guard !expectation.isMerged else {
            let parts = rows.divided(among: expectation.requests.count)
            for (request, part) in zip(expectation.requests, parts) { pool.finished(request, .success([part])) }
            return
        }
        guard let request = expectation.request else { return }
        request.resultBytes += rows.memorySize
        if let arrivals = request.arrivals { request.arrive(.end(rows), at: arrivals) } else { request.results.append(rows) }
        if isLast, let closing = request.closing { return settle(request, closing) }
        // A mutation is not done before the server has committed, which the Sync tells.
        if isLast, request.batch.kind != .mutation { pool.finished(request, .success(request.results)) }
    }

    private func takeSync() {
        guard let expectation = expected.popFirst() else { return }
        if let aborted {
            self.aborted = nil
            // Of several that one statement served nobody knows whose fault it was: they run again, each alone.
            if aborted.by.count == 1 { pool.failed(aborted.by[0], aborted.error, cancellationInDoubt: cancellation.isInDoubt) }
        } else if let request = expectation.request, request.batch.kind == .mutation {
            pool.finished(request, .success(request.results))
        }
        pool.groupFinished(on: self)
        stopCancelledHead()
    }

    /// Everything after an error up to the Sync: not run, and rolled back with the rest.
    private func takeAborted() {
        guard let expectation = expected.popFirst(), let aborted else { return }
        if case .prepare(let key) = expectation.kind { cache.discard(key) }
        guard case .rows(isLast: true, _) = expectation.kind else { return }
        if !expectation.isMerged, aborted.by.count == 1, aborted.by[0] === expectation.request { return }
        takeAlong(expectation.requests)
    }

    private func take(_ error: PostgresError) {
        // An error of the commit itself arrives in front of the Sync's own answer.
        guard let expectation = expected.first else { return close(error) }
        let isAtSync = if case .sync = expectation.kind { true } else { false }
        if !isAtSync { _ = expected.popFirst() }
        if case .prepare(let key) = expectation.kind { cache.discard(key) }
        if error.code == .staleStatement { forgetStatements(of: expectation, all: error.sqlState == "26000") }
        aborted = aborted ?? (error, expectation.requests)
        if let open { end([open], isAlone: true) }
        if expectation.isMerged, case .rows = expectation.kind { takeAlong(expectation.requests) }
    }

    private func takeAlong(_ requests: [Request]) {
        for request in requests { pool.takenAlong(request) }
    }

    private func forgetStatements(of expectation: Expectation, all: Bool) {
        if all { return cache.forgetAll() }
        for bound in expectation.request?.batch.statements ?? [] {
            pool.forget(bound.statement.id)
            if let manyKeys = bound.statement.manyKeys { pool.forget(manyKeys.statement.id) }
        }
    }

    /// Prepares the statement anew at its next use.
    func forget(_ statement: UInt64) { cache.forget(statement) }

    /// What the system has received for us and libpq has not read yet.
    private func availableBytes() -> Int {
        var available: Int32 = 0
        return ioctl(handle.socket, UInt(FIONREAD), &available) == 0 ? Int(available) : 0
    }

    /// libpq keeps a whole result in memory: one that would not fit costs its connection, since nothing else stops the server.
    private func refuseHead() {
        // Several that share it run again, each alone.
        if let head = expected.first, !head.isMerged { refuse(head) }
        close()
    }

    private func refuse(_ expectation: Expectation) {
        if expectation.isMerged { return takeAlong(expectation.requests) }
        expectation.request?.complete(.failure(PostgresError(.resultTooLarge, safeToRetry: false)))
        // What is still open is not committed.
        if open != nil { close() }
    }

    // MARK: - Ending

    /// Closes the session; the pool hears what was under way on it. `error` tells why, when the server said so.
    /// - Parameter unsent: Requests that were being sent: of those nobody expects an answer yet.
    func close(_ error: PostgresError? = nil, unsent: [Request] = []) {
        guard !isClosed else { return }
        isClosed = true
        if let registration { doorbell.remove(registration, handle.socket) }
        registration = nil
        open = nil
        var interrupted: [Request] = []
        while let expectation = expected.popFirst() {
            for request in expectation.requests where !interrupted.contains(where: { $0 === request }) { interrupted.append(request) }
        }
        for request in unsent where !interrupted.contains(where: { $0 === request }) { interrupted.append(request) }
        let message = error?.serverReport ?? ServerReport(message: handle.lastMessage)
        pool.lost(self, interrupted: interrupted, report: message)
    }
}

extension Connection: Doorbell.Visitor {
    func socketIsReady() {
        receive()
        pool.pump()
    }
}
