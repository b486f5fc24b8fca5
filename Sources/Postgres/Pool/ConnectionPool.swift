package import Logging
package import NIOCore
import NIOPosix

/// The one door to the database: one event loop's connections, shared by all requests of that loop.
///
/// Nothing runs without a `SessionContext`. Confined to its event loop; only `run`, `status` and `close` may be called from elsewhere.
/// Close it before letting it go.
// Unchecked: everything that changes is touched on the event loop only.
package final class ConnectionPool: @unchecked Sendable {
    package let eventLoop: any EventLoop
    /// Shared with others who have sockets on this event loop.
    package let doorbell: Doorbell
    private let configuration: PostgresConfiguration
    private let settings: PoolSettings
    private let logger: Logger
    private var machine: PoolStateMachine<Request>
    private var connections: [Int: Connection] = [:]
    private var counts = PoolCounts()
    private var pumpIsScheduled = false
    private var ticker: Scheduled<Void>?
    private var gathersAlready = false
    private var closing: EventLoopPromise<Void>?

    /// Makes a pool that connects at once, and again whenever it has to.
    package init(
        _ configuration: PostgresConfiguration, settings: PoolSettings = PoolSettings(), on eventLoop: any EventLoop, logger: Logger
    ) throws(PostgresError) {
        self.configuration = configuration
        self.settings = settings
        self.eventLoop = eventLoop
        self.logger = logger
        // Besides, somebody may listen.
        doorbell = try Doorbell(on: eventLoop, sockets: settings.maximumConnections + 4)
        if doorbell.waiting == .thread {
            logger.info("this system offers no asynchronous polls (Linux 5.16, fs.aio-max-nr): a thread waits for the database's sockets")
        }
        machine = PoolStateMachine(settings)
        eventLoop.execute { self.pump() }
    }

    /// How often a request may be sent again.
    private static let attemptLimit = 3
    /// How often one that lost to others may: each time somebody else got on.
    private static let conflictLimit = 20

    // MARK: - The door

    /// Runs a batch under a context. To be called on the event loop; `completion` is called there, exactly once, and may be called
    /// before this returns.
    ///
    /// - A read that was under way when its connection broke is sent again, up to three times: a server that restarts breaks them all.
    /// - `deadline` bounds waiting and running. One that passes while the request waits is `poolTimeout`, or `unavailable` when there
    ///   is no connection at all; one that passes while it runs is `statementTimeout`.
    /// - What lost to another request (a serialization failure, a deadlock) is sent again, up to twenty times, and so is a mutation whose
    ///   connection broke before its commit was asked for: both were rolled back.
    /// - Parameter closing: for a mutation: called with the results while its transaction is open, on the event loop, again when it is
    ///   sent again; the statement it returns is the transaction's last. An error anywhere undoes all of them.
    /// - Parameter arrivals: for a list read: where its results go as they come; the completion then has none.
    /// - Returns: what calls the request off.
    @discardableResult
    package func withContext(
        _ context: SessionContext, run batch: Batch, closing: Request.Closing? = nil, arrivals: Arrivals? = nil, deadline: NIODeadline,
        completion: @escaping Request.Completion
    ) -> Request {
        eventLoop.preconditionInEventLoop()
        let request = Request(
            batch, in: context, closing: closing, arrivals: arrivals, deadline: deadline, pool: self, completion: completion)
        counts.requests += 1
        guard batch.statements.allSatisfy({ ParameterBuffer.accepts($0.parameters) }) else {
            request.complete(.failure(PostgresError(.tooManyParameters, safeToRetry: false)))
            return request
        }
        guard !batch.statements.isEmpty else {
            request.complete(.success([]))
            return request
        }
        guard machine.enqueue(request, batch.kind, of: context.party, deadline: deadline) else {
            counts.refused += 1
            request.complete(.failure(PostgresError(.unavailable, safeToRetry: true)))
            return request
        }
        schedulePump()
        scheduleTick()
        return request
    }

    /// Requests that come in while the loop looks at one round of events go out together.
    private func schedulePump() {
        guard !pumpIsScheduled else { return }
        pumpIsScheduled = true
        eventLoop.execute {
            self.pumpIsScheduled = false
            self.pump()
        }
    }

    /// Does what the state machine says until it says nothing more.
    func pump() {
        while let action = machine.next(now: .now()) {
            switch action {
            case .connect(let id): connect(id)
            case .send(let group, let id): connections[id]?.send(group)
            case .close(let id): connections[id]?.close()
            }
        }
        if let end = machine.gathersUntil(now: .now()), !gathersAlready {
            gathersAlready = true
            eventLoop.scheduleTask(deadline: end) {
                self.gathersAlready = false
                self.pump()
            }
        }
        if machine.isDrained, let closing {
            self.closing = nil
            ticker?.cancel()
            closing.succeed()
        }
    }

    // MARK: - Connections

    private func connect(_ id: Int) {
        let (configuration, eventLoop) = (configuration, eventLoop)
        NIOThreadPool.singleton.submit { _ in
            let attempt = Result { () throws(PostgresError) in try Connector.connect(configuration) }
            eventLoop.execute { self.connected(id, attempt) }
        }
    }

    private func connected(_ id: Int, _ attempt: Result<LibPQHandle, PostgresError>) {
        do throws(PostgresError) {
            let handle = try attempt.get()
            connections[id] = try Connection(
                id: id, handle, doorbell: doorbell, settings: settings, pool: self)
            machine.connected(id, now: .now())
            logger.debug("connected to the database", metadata: ["process": "\(handle.processID)"])
        } catch {
            counts.failedConnects += 1
            machine.connectFailed(id, now: .now(), jitter: .random(in: 0...1))
            logger.warning(
                "cannot connect to the database",
                metadata: ["place": "\(configuration)", "error": "\(error)", "server": "\(error.serverReport?.message ?? "")"])
        }
        scheduleTick()
        pump()
    }

    // MARK: - Time

    /// Deadlines, pauses before connecting and idle connections are looked at now and then, not by a timer for each.
    private func scheduleTick() {
        guard ticker == nil else { return }
        ticker = eventLoop.scheduleTask(in: .milliseconds(20)) {
            self.ticker = nil
            self.tick()
        }
    }

    private func tick() {
        let now = NIODeadline.now()
        let code: PostgresError.Code = machine.readyCount > 0 ? .poolTimeout : .unavailable
        for request in machine.expire(now: now) {
            counts.timeouts += 1
            request.complete(.failure(PostgresError(code, safeToRetry: true)))
        }
        for connection in connections.values { connection.checkDeadlines(now: now) }
        pump()
        if machine.needsTick, !machine.isDrained { scheduleTick() }
    }
}

// MARK: - What connections tell

extension ConnectionPool {
    func finished(_ request: Request, _ result: Result<[ResultSet], PostgresError>) {
        request.complete(result)
    }

    /// So many reads went along in the statement of another.
    func merged(_ reads: Int) { counts.merged += UInt64(reads) }

    func groupFinished(on connection: Connection) {
        machine.finished(connection.id, now: .now())
    }

    /// The server refused the request. What it says is its own fault, except for statements that went stale and stray cancellations.
    func failed(_ request: Request, _ error: PostgresError, cancellationInDoubt: Bool) {
        if request.isCancelled {
            return request.complete(.failure(PostgresError(.cancelled, sqlState: error.sqlState, safeToRetry: false)))
        }
        let strayCancellation = error.code == .statementTimeout && cancellationInDoubt && !request.isOverdue
        let isConflict = error.code == .serializationFailure || error.code == .deadlock
        // All of these prove that the whole transaction was rolled back, so that even a mutation may be sent again.
        if strayCancellation || isConflict || error.code == .staleStatement, !request.isOverdue,
            request.attempts < (isConflict ? Self.conflictLimit : Self.attemptLimit), request.forgetArrivals()
        {
            return runAgain(request)
        }
        if error.code == .readOnly, request.batch.kind == .mutation, let connection = request.connection {
            // The server we know has become a replica: the next connection finds the new primary.
            machine.retire(connection.id)
        }
        request.complete(.failure(error))
    }

    /// Somebody else's error under the same Sync has taken this read along.
    func takenAlong(_ request: Request) { runAgain(request) }

    private func runAgain(_ request: Request) {
        guard !request.isDone else { return }
        counts.retries += 1
        request.attempts += 1
        machine.enqueueAgain(request, request.batch.kind, of: request.context.party, deadline: request.deadline)
        schedulePump()
    }

    /// The connection is gone. Reads are sent again, and mutations whose commit was not asked for; of others nobody knows.
    func lost(_ connection: Connection, interrupted: [Request], report: ServerReport) {
        connections[connection.id] = nil
        machine.lost(connection.id)
        if !interrupted.isEmpty {
            counts.lostConnections += 1
            logger.warning("lost a connection to the database", metadata: ["server": "\(report.message)"])
        }
        for request in interrupted.reversed() where !request.isDone {
            if request.isCancelled {
                request.complete(.failure(PostgresError(.cancelled, safeToRetry: false)))
            } else {
                let wasUndone = request.batch.kind != .mutation || !request.mayBeCommitted
                guard wasUndone, request.attempts < Self.attemptLimit, request.forgetArrivals() else {
                    request.complete(.failure(PostgresError(.connectionLost, safeToRetry: wasUndone, serverReport: report)))
                    continue
                }
                runAgain(request)
            }
        }
        schedulePump()
    }

    /// A table has changed under a statement's plan: every connection prepares it anew.
    func forget(_ statement: UInt64) {
        for connection in connections.values { connection.forget(statement) }
    }

    func quiesce(_ connection: Connection) { machine.quiesce(connection.id) }

    func resume(_ connection: Connection) {
        machine.resume(connection.id)
        schedulePump()
    }

    /// A request's deadline has passed while it ran.
    func overdue(_ request: Request, on connection: Connection) {
        counts.timeouts += 1
        if request.batch.kind != .mutation { request.complete(.failure(PostgresError(.statementTimeout, safeToRetry: true))) }
        connection.stop(request)
    }
}

// MARK: - Cancelling, closing, looking

extension ConnectionPool {
    func cancel(_ request: Request) {
        guard !request.isDone, !request.isCancelled else { return }
        request.isCancelled = true
        counts.cancelled += 1
        let waited = !machine.remove(where: { $0 === request }).isEmpty
        if waited || request.batch.kind != .mutation { request.complete(.failure(PostgresError(.cancelled, safeToRetry: true))) }
        if !waited { request.connection?.stop(request) }
    }

    /// Runs a batch from any task; cancelling the task calls it off. For what is not hot: the hot path has no Swift concurrency.
    package func run(_ batch: Batch, in context: SessionContext, deadline: NIODeadline) async throws(PostgresError) -> [ResultSet] {
        let call = AsyncCall()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<[ResultSet], PostgresError>, Never>) in
                eventLoop.execute {
                    let request = self.withContext(context, run: batch, deadline: deadline) { continuation.resume(returning: $0) }
                    call.start(request)
                }
            }
        } onCancel: {
            call.cancel()
        }
        return try result.get()
    }

    /// Takes no more requests, finishes those it has, closes its connections.
    package func close() -> EventLoopFuture<Void> {
        eventLoop.flatSubmit {
            let promise = self.closing ?? self.eventLoop.makePromise(of: Void.self)
            self.closing = promise
            self.machine.drain()
            self.pump()
            return promise.futureResult
        }
    }

    /// How the pool stands, for readiness and metrics.
    package func status() -> EventLoopFuture<PoolStatus> {
        eventLoop.submit {
            PoolStatus(
                ready: self.machine.readyCount, connecting: self.machine.connectingCount, waiting: self.machine.waitingCount,
                running: self.machine.runningCount, counts: self.counts)
        }
    }
}
