import AsyncHTTPClient
import JSON
import NIOCore
import NIOHTTP1
import Synchronization

/// A client that follows a subscription over a stream of events, and keeps all that it is told.
final class EventClient: Sendable {
    private struct State {
        var text = ""
        var status: UInt = 0
        var isOver = false
    }

    private let state = Mutex(State())
    private let client: HTTPClient

    /// Begins to follow; `events` tells what has come so far.
    static func follow(_ query: String, on gateway: RunningSouk, token: String) -> EventClient {
        let client = EventClient()
        Task { await client.run(query, on: gateway.port, token: token) }
        return client
    }

    // One of its own: a stream takes a connection for as long as it lives.
    private init() { client = HTTPClient(eventLoopGroupProvider: .singleton) }

    deinit { client.shutdown { _ in } }

    private func run(_ query: String, on port: Int, token: String) async {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/graphql")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "text/event-stream")
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.body = .bytes(Array(JSONValue.object([JSONMember("query", .string(query))]).canonical.utf8))
        do {
            let response = try await client.execute(request, timeout: .minutes(10))
            state.withLock { $0.status = response.status.code }
            for try await part in response.body { state.withLock { $0.text += String(buffer: part) } }
        } catch {
            // A stream that is broken off is over, too.
        }
        state.withLock { $0.isOver = true }
    }

    var status: UInt { state.withLock { $0.status } }
    /// Whether nothing more will come.
    var isOver: Bool { state.withLock { $0.isOver } }
    /// Whether it was told that it is complete.
    var isComplete: Bool { state.withLock { $0.text.hasSuffix("event: complete\ndata:\n\n") } }

    /// The answers so far.
    var events: [JSONValue] {
        state.withLock { $0.text }.split(separator: "\n").compactMap { line in
            line.hasPrefix("data: ") ? try? JSONParser.parse(Array(line.dropFirst(6).utf8)) : nil
        }
    }

    /// The values at a path of all answers.
    func values(at path: String) -> [String] { events.map { $0.value(at: path)?.canonical ?? "-" } }
}
