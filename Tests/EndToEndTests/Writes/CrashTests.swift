import Access
import Foundation
import JSON
import Postgres
import Synchronization
import TestDatabase
import Testing

/// Writers under load while gateways and the server's backends are killed under them. `SOUK_KILLS` says how often; 30 times without it.
@Suite("Writes across crashes", .serialized)
struct CrashTests {
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
        let ground = try await CrashGround(database)
        let ledger = Ledger()
        try await withThrowingTaskGroup { tasks in
            for writer in 0..<8 {
                tasks.addTask { try await Self.write(as: writer, token.text, to: ground, ledger) }
            }
            defer { ledger.end() }
            for number in 0..<Self.killCount {
                let goal = ledger.count + 3
                while ledger.count < goal, ledger.wrong.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
                try await ground.kill(turn: number)
            }
        }
        #expect(ledger.wrong.isEmpty, "\(ledger.wrong.prefix(3))")
        let acknowledged = ledger.acknowledged
        try await ground.settle()
        let rows = try await ground.ask("SELECT body, id::text FROM market.post WHERE tenant_id = 1 AND body LIKE 'crash-%'")
        var found: [String: [String]] = [:]
        for row in 0..<rows.rowCount {
            found[rows.text(row: row, column: 0) ?? "", default: []].append(rows.text(row: row, column: 1) ?? "")
        }
        let areOnce = found.allSatisfy { body, ids in ids == [acknowledged[body] ?? "never acknowledged"] }
        #expect(found.count == acknowledged.count && areOnce)
        #expect(acknowledged.count >= Self.killCount * 3)
    }

    /// Writes one post after the other, each under a key of its own, and sends each until it is acknowledged.
    private static func write(as writer: Int, _ token: String, to ground: CrashGround, _ ledger: Ledger) async throws {
        var number = 0
        while !ledger.isOver {
            let body = "crash-\(writer)-\(number)"
            number += 1
            let query = "mutation { publishPost(input: {body: \"\(body)\", idempotencyKey: \"\(body)\"}) { post { databaseId } } }"
            let answer = try await ground.insist(query, token: token)
            guard let id = answer.value(at: "publishPost.post.databaseId")?.string else { return ledger.note(wrong: answer.text) }
            ledger.note(body, id)
        }
    }
}
