import NIOCore

/// A batch on its way through the pool, and the means to call it off.
// Unchecked: everything that changes is touched on the pool's event loop only; `cancel` goes there.
package final class Request: @unchecked Sendable {
    package typealias Completion = (Result<[ResultSet], PostgresError>) -> Void
    /// Looks at the results of all statements before they are committed, and returns a last statement of the same transaction.
    package typealias Closing = ([ResultSet]) -> BoundStatement

    let context: SessionContext
    let batch: Batch
    let deadline: NIODeadline
    private let eventLoop: any EventLoop
    /// Nil where nothing is kept of the results: then the commit follows the statements at once.
    let closing: Closing?
    /// Where the results go as they come; nil where they are gathered.
    let arrivals: Arrivals?
    private var completion: Completion?
    private(set) weak var pool: ConnectionPool?

    var results: [ResultSet] = []
    /// The memory that they take.
    var resultBytes = 0
    /// Whether something of it has arrived where the results go as they come.
    private var hasArrived = false
    /// How often it was sent before.
    var attempts = 0
    /// Where it runs.
    weak var connection: Connection?
    /// The asker went away. A mutation is still waited for: only the server knows whether it happened.
    var isCancelled = false
    /// The server was asked to commit: when the connection breaks now, nobody knows whether it did.
    var mayBeCommitted = false
    /// The deadline has passed while it ran, and the server was asked to stop.
    var isOverdue = false

    init(
        _ batch: Batch, in context: SessionContext, closing: Closing?, arrivals: Arrivals?, deadline: NIODeadline, pool: ConnectionPool,
        completion: @escaping Completion
    ) {
        self.batch = batch
        self.context = context
        self.closing = closing
        self.arrivals = arrivals
        self.deadline = deadline
        self.pool = pool
        self.completion = completion
        eventLoop = pool.eventLoop
    }

    /// How many of its statements have given their results: when it fails, the place of the one that failed.
    package var finishedStatements: Int { results.count }

    /// Whether nothing of it was sent yet. Asked on the pool's event loop.
    package var isWaiting: Bool { connection == nil && attempts == 0 && !isDone }

    /// True once its asker has been answered.
    var isDone: Bool { completion == nil }

    /// Answers the asker, once.
    func complete(_ result: Result<[ResultSet], PostgresError>) {
        completion.take()?(result)
    }

    /// Hands on what has come; dropped once the asker was answered.
    func arrive(_ arrival: Arrival, at arrivals: Arrivals) {
        guard !isDone else { return }
        hasArrived = true
        arrivals.take(arrival)
    }

    /// Makes what has arrived forgotten, so that it can be sent again as if it had never been; false where it cannot be.
    func forgetArrivals() -> Bool {
        guard hasArrived, let arrivals else { return true }
        guard arrivals.forget() else { return false }
        hasArrived = false
        return true
    }

    /// Calls the request off, from any thread: a waiting one is removed, a running read is answered with `cancelled` at once and
    /// stopped at the server, a running mutation is stopped if it can be and answers what became of it.
    /// After the answer this does nothing.
    package func cancel() {
        if eventLoop.inEventLoop {
            pool?.cancel(self)
        } else {
            eventLoop.execute { self.pool?.cancel(self) }
        }
    }
}
