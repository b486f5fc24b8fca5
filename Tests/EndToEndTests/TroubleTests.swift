import Foundation
import Postgres
import TestDatabase
import Testing

@testable import souk

/// The built program over HTTP, while its database is ill-treated. One after the other: they share a server.
@Suite("Trouble with the database", .serialized)
struct TroubleTests {
    private struct Ground {
        let cluster: TestCluster
        let database: PostgresConfiguration
        let souk: RunningSouk
        let token: String
        /// What `query` answers as long as nobody changes the rows.
        let data: String

        func run(_ sql: String) async throws {
            let connection = try await AdminConnection.connect(database)
            try await connection.execute(script: sql)
            await connection.close()
        }

        func value(_ sql: String) async throws -> String? {
            let connection = try await AdminConnection.connect(database)
            let value = try await connection.query(sql).text(row: 0, column: 0)
            await connection.close()
            return value
        }

        func load(_ body: (SteadyLoad) async throws -> Void) async throws -> SteadyLoad.Tally {
            try await SteadyLoad.run(TroubleTests.query, expecting: data, of: souk, token: token, during: body)
        }
    }

    /// How many requests wait for a lock; reading the catalog may wait for one as well, and is no request.
    private static let waiting = """
        SELECT count(*) FROM pg_stat_activity
        WHERE usename = 'souk_gateway' AND wait_event_type = 'Lock' AND application_name <> 'souk catalog'
        """

    private static let query = "{ merchants(first: 5) { nodes { databaseId name slug campaigns(first: 2) { nodes { title } } } } }"

    private static let ground = Task {
        let cluster = try await TestCluster.start()
        let database = try await MarketDatabase.demo(in: cluster)
        let owner = try await AdminConnection.connect(database.setting("user", to: "souk_migrator"))
        let tenant = try #require(try await TenantRow.all(owner).first { $0.name == "bazaar" })
        let token = try await TokenOrder(tenant: tenant.id, role: "operator", subject: "op").issue(owner).text
        await owner.close()
        let souk = try await RunningSouk.start(on: database)
        let first = try await souk.ask(query, token: token)
        let data = try #require(first.answer?.data?.canonical, "the first answer is \(first.text)")
        return Ground(cluster: cluster, database: database, souk: souk, token: token, data: data)
    }

    /// Nothing wrong was heard; a request that outlived its deadline would be among the wrong ones, as "no answer".
    private func expectCalm(_ tally: SteadyLoad.Tally, _ comment: Comment) {
        #expect(tally.wrong.isEmpty, "\(comment): \(Set(tally.wrong).prefix(3))")
    }

    @Test("Sessions that are ended by the server: right answers or UNAVAILABLE, and back by itself")
    func terminated() async throws {
        let ground = try await Self.ground.value
        let tally = try await ground.load { load in
            for _ in 0..<3 {
                try await load.hear()
                try await ground.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'souk_gateway'")
            }
            try await load.hear(50)
        }
        expectCalm(tally, "pg_terminate_backend")
    }

    @Test("kill -9 of a backend, which restarts the whole server")
    func killed() async throws {
        let ground = try await Self.ground.value
        let tally = try await ground.load { load in
            try await load.hear()
            let pid = try #require(
                try await ground.value("SELECT pid FROM pg_stat_activity WHERE usename = 'souk_gateway' AND state IS NOT NULL LIMIT 1"))
            #expect(kill(try #require(Int32(pid)), SIGKILL) == 0)
            try await load.hear(50)
        }
        expectCalm(tally, "kill -9")
    }

    @Test("A server that stops and comes back")
    func restarted() async throws {
        let ground = try await Self.ground.value
        let tally = try await ground.load { load in
            try await load.hear()
            try await ground.cluster.stop()
            try await Task.sleep(for: .milliseconds(1500))
            try await ground.cluster.restart()
            try await load.hear(50)
        }
        expectCalm(tally, "restart")
    }

    @Test("A migration under load: the old answers stay right, the new field comes without a restart")
    func migrated() async throws {
        let ground = try await Self.ground.value
        let tally = try await ground.load { load in
            try await load.hear()
            try await ground.run("ALTER TABLE market.merchant ADD COLUMN motto text NOT NULL DEFAULT 'always open'")
            try await load.hear()
            // A column that is being read changes its type under statements that are prepared.
            try await ground.run("ALTER TABLE market.merchant ALTER COLUMN slug TYPE varchar(200)")
            try await load.hear()
            try await ground.run("ALTER TABLE market.campaign ALTER COLUMN title TYPE varchar(200)")
            try await load.hear(50)
        }
        expectCalm(tally, "migration")
        try await eventually {
            let reply = try await ground.souk.ask("{ merchants(first: 1) { nodes { motto } } }", token: ground.token)
            return reply.answer?.data?.canonical == #"{"merchants":{"nodes":[{"motto":"always open"}]}}"#
        }

        let dropping = try await ground.load { load in
            try await ground.run("ALTER TABLE market.merchant DROP COLUMN motto")
            try await load.hear(50)
        }
        expectCalm(dropping, "dropped column")
        try await eventually {
            try await ground.souk.ask("{ merchants(first: 1) { nodes { motto } } }", token: ground.token).answer?.code == "VALIDATION"
        }
    }

    @Test("A migration that makes no sound graph: the old one serves on, and /readyz says why")
    func unsound() async throws {
        let ground = try await Self.ground.value
        let tally = try await ground.load { load in
            try await ground.run("ALTER TABLE market.merchant NO FORCE ROW LEVEL SECURITY")
            try await eventually {
                let ready = try await ground.souk.get("/readyz")
                return ready.status == 200 && ready.text.contains("ROW_SECURITY_NOT_FORCED") && !ready.text.contains("merchant")
            }
            try await load.hear()
            try await ground.run("ALTER TABLE market.merchant FORCE ROW LEVEL SECURITY")
            try await eventually { try await !ground.souk.get("/readyz").text.contains("ROW_SECURITY") }
            try await load.hear()
        }
        expectCalm(tally, "unsound graph")
        #expect(tally.refused == 0)
    }

    @Test("A client that goes away takes its statement with it")
    func disconnected() async throws {
        let ground = try await Self.ground.value
        let locker = try await AdminConnection.connect(ground.database)
        try await locker.query("BEGIN")
        try await locker.query("LOCK TABLE market.post IN ACCESS EXCLUSIVE MODE")
        let asking = Task { try await ground.souk.ask("{ posts(first: 1) { nodes { title } } }", token: ground.token) }
        try await eventually { try await ground.value(Self.waiting) == "1" }
        asking.cancel()
        try await eventually(within: .seconds(20)) { try await ground.value(Self.waiting) == "0" }
        await #expect(throws: (any Error).self) { try await asking.value }
        try await locker.query("ROLLBACK")
        await locker.close()
        let after = try await ground.souk.ask("{ posts(first: 1) { totalCount } }", token: ground.token)
        #expect(after.answer?.errors.isEmpty == true, "\(after.text)")
    }

    @Test("However many slow reads wait, whose a token is gets known")
    func authenticationBesideSlowReads() async throws {
        let ground = try await Self.ground.value
        let owner = try await AdminConnection.connect(ground.database.setting("user", to: "souk_migrator"))
        let tenant = try #require(try await TenantRow.all(owner).first { $0.name == "bazaar" })
        let fresh = try await TokenOrder(tenant: tenant.id, role: "operator", subject: "another").issue(owner).text
        await owner.close()
        let locker = try await AdminConnection.connect(ground.database)
        try await locker.query("BEGIN")
        try await locker.query("LOCK TABLE market.post IN ACCESS EXCLUSIVE MODE")
        // No two alike, which would share one execution; and no more than the client has connections for.
        let slow = (1...7).map { number in
            Task { try await ground.souk.ask("{ posts(first: \(number)) { nodes { title } } }", token: ground.token) }
        }
        try await eventually { try await ground.value(Self.waiting) != "0" }
        #expect(try await ground.souk.ask("{ __typename }", token: fresh).status == 200)
        try await locker.query("ROLLBACK")
        await locker.close()
        for task in slow { #expect(try await task.value.status == 200) }
    }

    @Test("A gateway that starts before its database says UNAVAILABLE, and serves once the database is there")
    func early() async throws {
        let ground = try await Self.ground.value
        try await ground.cluster.stop()
        let souk = try await RunningSouk.start(on: ground.database)
        let early = try await souk.ask(Self.query, token: ground.token)
        #expect(early.status == 503)
        #expect(early.answer?.code == "UNAVAILABLE", "\(early.text)")
        #expect(try await souk.get("/readyz").status == 503)
        #expect(try await souk.get("/healthz").status == 200)
        try await ground.cluster.restart()
        try await eventually {
            try await souk.ask(Self.query, token: ground.token).answer?.data?.canonical == ground.data
        }
        try await eventually { try await souk.get("/readyz").status == 200 }
        souk.terminate()
        #expect(try await souk.ended() == 0)
    }

    @Test("Told to stop, it first finishes what runs")
    func stopped() async throws {
        let ground = try await Self.ground.value
        let souk = try await RunningSouk.start(on: ground.database)
        let locker = try await AdminConnection.connect(ground.database)
        try await locker.query("BEGIN")
        try await locker.query("LOCK TABLE market.post IN ACCESS EXCLUSIVE MODE")
        let asking = Task { try await souk.ask("{ posts(first: 1) { nodes { __typename } } }", token: ground.token) }
        try await eventually { try await ground.value(Self.waiting) == "1" }
        souk.terminate()
        try await Task.sleep(for: .milliseconds(300))
        try await locker.query("ROLLBACK")
        await locker.close()
        #expect(try await asking.value.answer?.data?.canonical == #"{"posts":{"nodes":[{"__typename":"Post"}]}}"#)
        #expect(try await souk.ended() == 0)
    }
}
