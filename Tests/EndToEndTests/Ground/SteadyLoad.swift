import Foundation
import Synchronization

/// Clients that go on asking one thing whose answer they know, and count what they hear.
final class SteadyLoad: Sendable {
    struct Tally: Sendable {
        var right = 0
        /// `UNAVAILABLE` and `TIMEOUT`, properly said.
        var refused = 0
        /// Everything else: wrong data, other errors, no answer.
        var wrong: [String] = []
    }

    private let tally = Mutex(Tally())
    private let stopped = Mutex(false)

    var current: Tally { tally.withLock { $0 } }

    /// Runs `body` while `clients` ask, and returns what they heard from first to last.
    static func run(
        _ query: String, expecting data: String, of souk: RunningSouk, token: String, clients: Int = 4,
        during body: (SteadyLoad) async throws -> Void
    ) async throws -> Tally {
        let load = SteadyLoad()
        try await withThrowingTaskGroup { tasks in
            for _ in 0..<clients {
                tasks.addTask { await load.ask(query, expecting: data, of: souk, token: token) }
            }
            defer { load.stopped.withLock { $0 = true } }
            try await body(load)
        }
        return load.current
    }

    private func ask(_ query: String, expecting data: String, of souk: RunningSouk, token: String) async {
        while !stopped.withLock({ $0 }) {
            do {
                let reply = try await souk.ask(query, token: token)
                note(reply, expecting: data)
            } catch {
                tally.withLock { $0.wrong.append("no answer: \(error)") }
            }
            try? await Task.sleep(for: .milliseconds(2))
        }
    }

    private func note(_ reply: RunningSouk.Reply, expecting data: String) {
        let answer = reply.answer
        tally.withLock { tally in
            switch answer?.code {
            case nil where reply.status == 200 && answer?.data?.canonical == data: tally.right += 1
            case "UNAVAILABLE" where answer?.data == nil && reply.status == 503 && reply.retryAfter != nil: tally.refused += 1
            case "TIMEOUT" where answer?.data == nil: tally.refused += 1
            default: tally.wrong.append("\(reply.status) \(reply.text.prefix(300))")
            }
        }
    }

    /// Waits until this many more right answers were heard.
    func hear(_ count: Int = 20, within patience: Duration = .seconds(120)) async throws {
        let goal = current.right + count
        let end = ContinuousClock.now + patience
        while current.right < goal {
            guard ContinuousClock.now < end else { throw TooQuiet(tally: current) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    struct TooQuiet: Error { let tally: Tally }
}
