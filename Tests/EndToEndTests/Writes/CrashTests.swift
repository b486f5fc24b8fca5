import Access
import Foundation
import JSON
import NIOCore
import Postgres
import Synchronization
import TestDatabase
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Writers under load while gateways and the server's backends are killed under them. `SOUK_KILLS` says how often; 30 times without it.
@Suite("Writes across crashes", .serialized)
struct CrashTests {
    /// Where the gateway is at the moment; another one after each kill.
    private final class Place: Sendable {
        private let souk: Mutex<RunningSouk>
        init(_ souk: RunningSouk) { self.souk = Mutex(souk) }
        var current: RunningSouk { souk.withLock { $0 } }
        func move(to next: RunningSouk) { souk.withLock { $0 = next } }
    }

    private final class Ledger: Sendable {
        private let state = Mutex((acknowledged: [String: String](), wrong: [String](), isOver: false))
        var count: Int { state.withLock { $0.acknowledged.count } }
        var acknowledged: [String: String] { state.withLock { $0.acknowledged } }
        var wrong: [String] { state.withLock { $0.wrong } }
        var isOver: Bool { state.withLock { $0.isOver } }
        func note(_ body: String, _ id: String) { state.withLock { $0.acknowledged[body] = id } }
        func note(wrong text: String) { state.withLock { $0.wrong.append(text) } }
        func end() { state.withLock { $0.isOver = true } }
    }

    private static let killCount = ProcessInfo.processInfo.environment["SOUK_KILLS"].flatMap { Int($0) } ?? 30

    @Test("Each acknowledged write is there once, and each that was not is there once after it was sent again")
    func kills() async throws {
        let cluster = try await TestCluster.start()
        let database = try await MarketDatabase.demo(in: cluster)
        let superuser = try await AdminConnection.connect(database)
        let token = OpaqueToken.generate()
        _ = try await superuser.query(
            "SELECT souk.issue_token(decode($1, 'hex'), 'souk_test', 1, 'buyer', '5')",
            [token.digest.map { String(format: "%02x", $0) }.joined()])
        await superuser.close()
        let place = Place(try await RunningSouk.start(on: database))
        let ledger = Ledger()
        try await withThrowingTaskGroup { tasks in
            for writer in 0..<8 {
                tasks.addTask { try await Self.write(as: writer, token.text, to: place, ledger) }
            }
            defer { ledger.end() }
            for number in 0..<Self.killCount {
                let goal = ledger.count + 3
                while ledger.count < goal, ledger.wrong.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
                if number.isMultiple(of: 2) {
                    place.current.kill()
                    place.move(to: try await RunningSouk.start(on: database))
                } else {
                    try await Self.killBackend(of: database)
                }
            }
        }
        #expect(ledger.wrong.isEmpty, "\(ledger.wrong.prefix(3))")
        let acknowledged = ledger.acknowledged
        let after = try await AdminConnection.connect(database)
        let rows = try await after.query("SELECT body, id::text FROM market.post WHERE tenant_id = 1 AND body LIKE 'crash-%'")
        await after.close()
        var found: [String: [String]] = [:]
        for row in 0..<rows.rowCount {
            found[rows.text(row: row, column: 0) ?? "", default: []].append(rows.text(row: row, column: 1) ?? "")
        }
        let areOnce = found.allSatisfy { body, ids in ids == [acknowledged[body] ?? "never acknowledged"] }
        #expect(found.count == acknowledged.count && areOnce)
        #expect(acknowledged.count >= Self.killCount * 3)
    }

    /// Writes one post after the other, each under a key of its own, and sends each until it is acknowledged.
    private static func write(as writer: Int, _ token: String, to place: Place, _ ledger: Ledger) async throws {
        var number = 0
        while !ledger.isOver {
            let body = "crash-\(writer)-\(number)"
            number += 1
            let query = "mutation { publishPost(input: {body: \"\(body)\", idempotencyKey: \"\(body)\"}) { post { databaseId } } }"
            var id: String?
            while id == nil {
                guard let reply = try? await place.current.ask(query, token: token, patience: .seconds(20)),
                    let answer = reply.answer
                else {
                    try await Task.sleep(for: .milliseconds(20))
                    continue
                }
                id = answer.value(at: "publishPost.post.databaseId")?.string
                if id == nil, !["UNAVAILABLE", "TIMEOUT"].contains(answer.code ?? "") {
                    ledger.note(wrong: reply.text)
                    return
                }
            }
            if let id { ledger.note(body, id) }
        }
    }

    /// Kills a backend of the gateway with SIGKILL, which has the server restart all of them.
    private static func killBackend(of database: PostgresConfiguration) async throws {
        while true {
            // The server may be recovering from the kill before.
            guard let connection = try? await AdminConnection.connect(database) else {
                try await Task.sleep(for: .milliseconds(50))
                continue
            }
            let pid = try? await connection.query(
                """
                SELECT pid FROM pg_stat_activity
                WHERE usename = 'souk_gateway' AND application_name <> 'souk catalog' ORDER BY random() LIMIT 1
                """
            ).text(row: 0, column: 0)
            await connection.close()
            guard let number = pid.flatMap({ pid_t($0) }) else {
                try await Task.sleep(for: .milliseconds(50))
                continue
            }
            #expect(Glibc.kill(number, SIGKILL) == 0)
            return
        }
    }
}
