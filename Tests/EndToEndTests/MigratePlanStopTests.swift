import Foundation
import Postgres
import TestDatabase
import Testing

@Suite("Stopping souk migrate plan")
struct MigratePlanStopTests {
    @Test("^C stops the statement that runs, and the scratch copy is dropped", arguments: [SIGINT, SIGTERM])
    func stopped(signal: Int32) async throws {
        let cluster = try await TestCluster.start()
        let database = try await MarketDatabase.empty(in: cluster)
        let folder = FileManager.default.temporaryDirectory.appending(path: "souk-plan-\(UUID().uuidString)/ours")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
        try Data("SELECT pg_sleep(3600)".utf8).write(to: folder.appending(path: "0001_long.sql"))
        let host = try #require(database["host"])
        let address = { (user: String) in "host=\(host) user=\(user) dbname=\(database["dbname"] ?? "")" }
        let plan = try SoukProgram.start([
            "migrate", "plan", "--folder", folder.path(percentEncoded: false), "--database-url", address("souk_migrator"),
            "--scratch-url", address("postgres"),
        ])

        let watcher = try await AdminConnection.connect(database)
        let sleeping = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg\\_sleep%' AND datname LIKE 'souk\\_scratch\\_%'"
        while try await watcher.query(sleeping).text(row: 0, column: 0) != "1" {
            try #require(plan.isRunning)
            try await Task.sleep(for: .milliseconds(20))
        }
        kill(plan.processIdentifier, signal)
        #expect(try await plan.ended() == 1)
        let left = "SELECT count(*) FROM pg_database WHERE datname LIKE 'souk\\_scratch\\_%'"
        #expect(try await watcher.query(left).text(row: 0, column: 0) == "0")
        await watcher.close()
    }
}
