import Foundation
import JSON
import Planning
import Postgres
import Synchronization
import Testing

@Suite("The outbox, followed while it is written")
struct OutboxTests {
    private final class Progress: Sendable {
        private let isOver = Atomic(false)
        func end() { isOver.store(true, ordering: .releasing) }
        var isDone: Bool { isOver.load(ordering: .acquiring) }
    }

    private struct Seen: Sendable {
        var sets: [(id: String, position: Int, changes: [String])] = []
    }

    private static let (writers, turns) = (12, 25)

    /// What the test knows of each transaction: for each row, versions rise in the order in which its lock was had, which is that of commits.
    private static let log = """
        CREATE TABLE market.written (tenant_id bigint, change_set text, row text, version int);
        GRANT ALL ON market.written TO souk_migrator;
        """

    @Test("A follower sees each committed change once, in the order of commits, whoever is slow, and no other tenant's")
    func follow() async throws {
        let access = try await AccessGround.make()
        try await access.superuser.execute(script: Self.log)
        let operators = try await access.token("operator", "subject => '1'").text
        let database = access.database.setting("user", to: "souk_migrator")

        // Begins before everything, and commits after it.
        let slow = try await AdminConnection.connect(database)
        try await slow.execute(script: "BEGIN; " + Self.write(tenant: 1, rows: [1]))
        let progress = Progress()
        let seen = try await withThrowingTaskGroup(of: Seen?.self) { tasks in
            tasks.addTask { try await Self.follow(access, operators, until: progress) }
            try await withThrowingTaskGroup { writers in
                for writer in 0..<Self.writers { writers.addTask { try await Self.write(as: writer, on: database) } }
                try await writers.waitForAll()
            }
            try await slow.execute(script: "COMMIT")
            await slow.close()
            progress.end()
            return try await tasks.next() ?? nil
        }

        let sets = try #require(seen).sets
        #expect(sets.map(\.position) == Array(1...sets.count))
        let written = try await access.superuser.query(
            "SELECT change_set, row, version FROM market.written WHERE tenant_id = 1 ORDER BY row, version")
        var places: [String: Int] = [:]
        for set in sets { #expect(places.updateValue(set.position, forKey: set.id) == nil) }
        #expect(Set(places.keys) == Set((0..<written.rowCount).compactMap { written.text(row: $0, column: 0) }))
        var before: (row: String, place: Int)?
        for row in 0..<written.rowCount {
            let set = written.text(row: row, column: 0) ?? ""
            let (name, place) = (written.text(row: row, column: 1) ?? "", places[set] ?? 0)
            if let before, before.row == name { #expect(before.place < place, "\(name): \(before.place) was followed by \(place)") }
            before = (name, place)
        }
        // Each set has what its transaction wrote, and ids that lead to it.
        #expect(sets.reduce(0) { $0 + $1.changes.count } == written.rowCount)
        let first = try #require(sets.first?.changes.first)
        let reply = try await access.gateways[0].ask("{ node(id: \"\(first)\") { ... on Product { id } } }", token: operators)
        #expect(reply.answer?.value(at: "node.id")?.string == first, "\(reply.text)")
    }

    @Test("Only operators whose token says so have it in their schema")
    func masks() async throws {
        let ground = try await WritesGround.shared.value
        func code(_ token: String?) async throws -> String? {
            try await ground.access.gateways[0].ask("{ changeSets { nodes { position } } }", token: token).answer?.code
        }
        #expect(try await code(ground.access.token("operator", "subject => '1'").text) == nil)
        #expect(try await code(ground.access.token("operator", "subject => '1', scopes => '{audit:read}'").text) == "VALIDATION")
        for token in [ground.buyer, ground.shop, nil] { #expect(try await code(token) != nil) }
    }

    /// A transaction's statements: rows of a tenant, each with a record of which version it made.
    private static func write(tenant: Int, rows: [Int]) -> String {
        rows.map { row in
            """
            UPDATE market.product SET version = version + 1, description = 'd' || version WHERE tenant_id = \(tenant) AND id = \(row);
            INSERT INTO market.written SELECT tenant_id, split_part(current_setting('souk.change_set'), ':', 2), id::text, version
              FROM market.product WHERE tenant_id = \(tenant) AND id = \(row);
            """
        }.joined(separator: "\n")
    }

    private static func write(as writer: Int, on database: PostgresConfiguration) async throws {
        let connection = try await AdminConnection.connect(database)
        for turn in 0..<turns {
            // In the order of their ids, so that nobody is in the way of a lock that somebody else waits for.
            let rows = [Int.random(in: 2...9), Int.random(in: 10...20)]
            try await connection.execute(script: "BEGIN; " + write(tenant: writer.isMultiple(of: 6) ? 2 : 1, rows: rows))
            if turn.isMultiple(of: 4) { try await Task.sleep(for: .milliseconds(Int.random(in: 0...30))) }
            try await connection.execute(script: turn % 5 == 3 ? "ROLLBACK" : "COMMIT")
        }
        await connection.close()
    }

    /// Reads on from where it was, as a follower would, until nothing more can come.
    private static func follow(_ access: AccessGround, _ token: String, until progress: Progress) async throws -> Seen {
        var (seen, cursor) = (Seen(), "null")
        var wanted: Int?
        while wanted.map({ seen.sets.count < $0 }) ?? true {
            if progress.isDone, wanted == nil {
                wanted = Int(try await access.value("SELECT count(DISTINCT change_set) FROM market.written WHERE tenant_id = 1"))
            }
            let query =
                "{ changeSets(first: 7, after: \(cursor)) { nodes { databaseId position changes { nodes { type kind nodeId } } } pageInfo { endCursor } } }"
            let answer = try #require(try await access.gateways[0].ask(query, token: token).answer)
            let nodes = answer.value(at: "changeSets.nodes")?.items ?? []
            guard !nodes.isEmpty else {
                try await Task.sleep(for: .milliseconds(20))
                continue
            }
            for node in nodes {
                let changes = node.value(at: "changes.nodes")?.items ?? []
                #expect(changes.allSatisfy { $0["type"]?.string == "Product" && $0["kind"]?.string == "UPDATED" }, "\(node.canonical)")
                seen.sets.append(
                    (
                        node["databaseId"]?.string ?? "", Int(node["position"]?.string ?? "") ?? 0,
                        changes.compactMap { $0["nodeId"]?.string }
                    ))
            }
            cursor = answer.value(at: "changeSets.pageInfo.endCursor")?.canonical ?? "null"
        }
        return seen
    }
}
