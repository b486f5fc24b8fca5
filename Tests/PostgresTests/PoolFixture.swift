import Logging
import NIOCore
import NIOPosix
import Postgres
import TestDatabase

/// A pool on a loop of its own, over a database with a table under row security.
struct PoolFixture: Sendable {
    let group: MultiThreadedEventLoopGroup
    let pool: ConnectionPool
    let admin: AdminConnection
    let configuration: PostgresConfiguration

    static let asker = SessionContext(tenant: "1", role: "buyer")

    /// Runs `body` and closes everything, whatever happens.
    static func with(
        cluster: TestCluster? = nil, _ adjust: (inout PoolSettings) -> Void = { _ in },
        _ body: (PoolFixture) async throws -> Void
    ) async throws {
        let cluster = if let cluster { cluster } else { try await TestCluster.shared() }
        let database = try await cluster.makeDatabase()
        let admin = try await AdminConnection.connect(database)
        try await admin.execute(script: schema)
        var settings = PoolSettings()
        settings.minimumConnections = 2
        settings.maximumConnections = 2
        adjust(&settings)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let configuration = database.setting("user", to: "gateway")
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let pool = try ConnectionPool(configuration, settings: settings, on: group.next(), logger: logger)
        let outcome: Result<Void, any Error>
        do {
            let fixture = PoolFixture(group: group, pool: pool, admin: admin, configuration: configuration)
            try await fixture.waitUntilReady(settings.minimumConnections)
            outcome = .success(try await body(fixture))
        } catch {
            outcome = .failure(error)
        }
        try await pool.close().get()
        await admin.close()
        try await group.shutdownGracefully()
        try outcome.get()
    }

    private static let schema = """
        DO $$ BEGIN CREATE ROLE gateway LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
        CREATE TABLE note (tenant_id bigint, id bigint, body text, PRIMARY KEY (tenant_id, id));
        INSERT INTO note SELECT t, n, 'note ' || n || ' of ' || t FROM generate_series(1, 60) t, generate_series(1, 20) n;
        ALTER TABLE note ENABLE ROW LEVEL SECURITY;
        ALTER TABLE note FORCE ROW LEVEL SECURITY;
        CREATE POLICY tenant ON note USING (tenant_id = (SELECT nullif(current_setting('souk.tenant', true), '')::bigint));
        GRANT SELECT, INSERT, UPDATE, DELETE ON note TO gateway;
        """

    func run(
        _ kind: Batch.Kind, _ sql: String, _ context: SessionContext = asker, within: TimeAmount = .seconds(10)
    ) async throws -> ResultSet {
        let results = try await pool.run(
            Batch(kind, [BoundStatement(Statement(sql: sql, parameterTypes: []))]), in: context, deadline: .now() + within)
        return results[0]
    }

    func run(_ sql: String, within: TimeAmount = .seconds(10)) async throws -> ResultSet {
        try await run(.listRead, sql, within: within)
    }

    func text(_ kind: Batch.Kind, _ sql: String, _ context: SessionContext = asker) async throws -> String? {
        try await run(kind, sql, context).text(row: 0, column: 0)
    }

    func text(_ sql: String) async throws -> String? { try await text(.listRead, sql) }

    func status() async throws -> PoolStatus { try await pool.status().get() }

    /// Waits until the pool has this many usable connections.
    func waitUntilReady(_ count: Int) async throws {
        for _ in 0..<3000 {
            if try await status().ready >= count { return }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

/// The two statements' error, for tests that expect one.
func code(of body: () async throws -> Void) async -> PostgresError.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? PostgresError)?.code
    }
}
