import NIOCore

/// A batch on its way through the pool, and the means to call it off.
// Unchecked: everything that changes is touched on the pool's event loop only; `cancel` goes there.
package final class Request: @unchecked Sendable {
    package typealias Completion = (Result<[ResultSet], PostgresError>) -> Void

    let context: SessionContext
    let batch: Batch
    let deadline: NIODeadline
    private let eventLoop: any EventLoop
    private var completion: Completion?
    private(set) weak var pool: ConnectionPool?

    var results: [ResultSet] = []
    /// The memory that they take.
    var resultBytes = 0
    /// How often it was sent before.
    var attempts = 0
    /// Where it runs.
    weak var connection: Connection?
    /// The asker went away. A mutation is still waited for: only the server knows whether it happened.
    var isCancelled = false
    /// The deadline has passed while it ran, and the server was asked to stop.
    var isOverdue = false

    init(_ batch: Batch, in context: SessionContext, deadline: NIODeadline, pool: ConnectionPool, completion: @escaping Completion) {
        self.batch = batch
        self.context = context
        self.deadline = deadline
        self.pool = pool
        self.completion = completion
        eventLoop = pool.eventLoop
    }

    /// True once its asker has been answered.
    var isDone: Bool { completion == nil }

    /// Answers the asker, once.
    func complete(_ result: Result<[ResultSet], PostgresError>) {
        completion.take()?(result)
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
