import Execution
import NIOCore
import NIOHTTP1

/// Answers the requests of a batch one after the other: a batch takes no more of the database at a time than a single request does,
/// and what one request wrote the next one reads. Answers keep the order of their requests.
///
/// Belongs to its exchange's event loop, and gives it back after each request: others have their turn.
final class BatchRun {
    /// What one request of the batch came to.
    struct Part {
        let body: ByteBuffer
        let retryAfter: Int?
    }

    typealias Answerer = (_ index: Int, _ completion: @escaping (Part) -> Void) -> CancellationHandle

    private let count: Int
    private let exchange: Exchange
    private let answer: Answerer
    private let finish: (_ body: ByteBuffer, _ retryAfter: Int?) -> Void
    private var body = ByteBuffer(string: "[")
    private var retryAfter: Int?
    private var index = 0

    /// - Parameters:
    ///   - answer: answers the request at an index.
    ///   - finish: is given the answers as one JSON array, unless nobody waits for them any more.
    init(
        of count: Int, in exchange: Exchange, answer: @escaping Answerer,
        finish: @escaping (_ body: ByteBuffer, _ retryAfter: Int?) -> Void
    ) {
        self.count = count
        self.exchange = exchange
        self.answer = answer
        self.finish = finish
    }

    /// Goes on with the next request, or ends.
    func advance() {
        guard !exchange.isOver else { return }
        guard index < count else {
            body.writeString("]")
            return finish(body, retryAfter)
        }
        let running = answer(index) { part in self.take(part) }
        if !exchange.isOver { exchange.running = running }
    }

    private func take(_ part: Part) {
        if index > 0 { body.writeString(",") }
        body.writeImmutableBuffer(part.body)
        retryAfter = [retryAfter, part.retryAfter].compactMap { $0 }.max()
        index += 1
        exchange.eventLoop.assumeIsolated().execute { self.advance() }
    }
}
