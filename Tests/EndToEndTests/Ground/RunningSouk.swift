import AsyncHTTPClient
import Foundation
import JSON
import NIOCore
import NIOHTTP1
import Postgres

#if canImport(Glibc)
    import Glibc
#endif

/// The built program, serving on a port of its own.
final class RunningSouk: Sendable {
    let port: Int
    private let process: Process
    private let log: URL

    struct NotServing: Error { let log: String }

    /// Starts `souk serve` and waits until it listens, which it does whether or not the database answers. It leaves chores alone, which
    /// would move campaigns while tests look at them, unless the environment says otherwise.
    static func start(
        on database: PostgresConfiguration, as user: String = "souk_gateway", options: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> RunningSouk {
        let log = FileManager.default.temporaryDirectory.appending(path: "souk-serve-\(UUID().uuidString).log")
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        let address = "host=\(database["host"] ?? "") user=\(user) dbname=\(database["dbname"] ?? "")"
        let process = try SoukProgram.start(
            ["serve", "--database-url", address, "--port", "0", "--threads", "1"] + options,
            environment: ["SOUK_NO_CHORES": "1"].merging(environment) { $1 },
            output: output)
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            if let port = text.firstMatch(of: /127\.0\.0\.1:(\d+)[^\n]*listening/).flatMap({ Int($0.1) }) {
                return RunningSouk(port: port, process: process, log: log)
            }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(25))
        }
        process.terminate()
        throw NotServing(log: (try? String(contentsOf: log, encoding: .utf8)) ?? "")
    }

    /// What it has said so far.
    var logText: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    private init(port: Int, process: Process, log: URL) {
        self.port = port
        self.process = process
        self.log = log
    }

    deinit {
        if process.isRunning { process.terminate() }
        try? FileManager.default.removeItem(at: log)
    }

    /// Asks it to end as a service manager would.
    func terminate() { process.terminate() }

    /// Ends it as a power cut would.
    func kill() { _ = Glibc.kill(process.processIdentifier, SIGKILL) }

    /// Waits for its end and returns its exit code.
    func ended() async throws -> Int32 { try await process.ended() }

    struct Reply: Sendable {
        let status: UInt
        let retryAfter: String?
        let text: String
        var answer: Answer? { (try? JSONParser.parse(Array(text.utf8))).map(Answer.init) }
    }

    /// Posts a query; throws when no answer comes within `patience`.
    func ask(_ query: String, token: String?, patience: TimeAmount = .seconds(40)) async throws -> Reply {
        try await post(JSONValue.object([JSONMember("query", .string(query))]).canonical, token: token, patience: patience)
    }

    /// Posts a body of JSON.
    func post(
        _ body: String, to path: String = "/graphql", token: String? = nil, accept: String? = nil, patience: TimeAmount = .seconds(40)
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let accept { request.headers.add(name: "Accept", value: accept) }
        request.body = .bytes(Array(body.utf8))
        return try await send(request, patience)
    }

    func get(_ path: String, token: String? = nil) async throws -> Reply {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        return try await send(request, .seconds(10))
    }

    /// One that says at once that nobody listens any more: where gateways are killed, others take their place on other ports.
    private static let client = {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    private func send(_ request: HTTPClientRequest, _ patience: TimeAmount) async throws -> Reply {
        var request = request
        // The client takes what shrinks well for an attack.
        request.headers.replaceOrAdd(name: "Accept-Encoding", value: "identity")
        let response = try await Self.client.execute(request, timeout: patience)
        let body = try await response.body.collect(upTo: 16 << 20)
        return Reply(status: response.status.code, retryAfter: response.headers.first(name: "Retry-After"), text: String(buffer: body))
    }
}
