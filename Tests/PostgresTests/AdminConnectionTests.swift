import Postgres
import TestDatabase
import Testing

@Suite("An admin connection")
struct AdminConnectionTests {
    @Test("runs statements with parameters and reads text and NULL")
    func query() async throws {
        let connection = try await TestCluster.shared().connect()
        let result = try await connection.query("SELECT $1::int + 1 AS next, $2::text AS nothing", ["41", nil])
        #expect(result.rowCount == 1)
        #expect(result.columnName(0) == "next")
        #expect(result.column(named: "nothing") == 1)
        #expect(result.text(row: 0, column: 0) == "42")
        #expect(result.cell(row: 0, column: 1) == nil)
        #expect(result.cell(row: 1, column: 0) == nil)
        #expect(result.columnType(0) == 23)
    }

    @Test("takes parameters and gives cells in binary")
    func binary() async throws {
        let connection = try await TestCluster.shared().connect()
        let result = try await connection.query("SELECT $1 + 1, $2", types: [23, 25], binary: [[0, 0, 1, 0], []])
        #expect(result.cell(row: 0, column: 0).map { [UInt8]($0) } == [0, 0, 1, 1])
        #expect(result.cell(row: 0, column: 1)?.count == 0)
    }

    @Test("rolls a failed transaction back and keeps a good one")
    func transaction() async throws {
        let connection = try await TestCluster.shared().connect()
        try await connection.execute(script: "CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t VALUES (1)")
        await #expect(throws: PostgresError.self) {
            try await connection.transaction { connection in
                try await connection.query("INSERT INTO t VALUES (2)")
                try await connection.query("INSERT INTO t VALUES (1)")
            }
        }
        try await connection.transaction { _ = try await $0.query("INSERT INTO t VALUES (3)") }
        let rows = try await connection.query("SELECT a FROM t ORDER BY a")
        #expect((0..<rows.rowCount).map { rows.text(row: $0, column: 0) } == ["1", "3"])
    }

    @Test("copies rows in, and leaves nothing of a copy that was stopped")
    func copy() async throws {
        struct Stop: Error {}
        let connection = try await TestCluster.shared().connect()
        try await connection.query("CREATE TABLE t (a int, b text)")
        let count = try await connection.copyIn("COPY t FROM STDIN (FORMAT csv)") { writer in
            try await writer.write(Array("1,one\n2,t".utf8))
            try await writer.write(Array("wo\n".utf8))
        }
        #expect(count == 2)
        await #expect(throws: Stop.self) {
            _ = try await connection.copyIn("COPY t FROM STDIN (FORMAT csv)") { writer in
                try await writer.write(Array("3,three\n".utf8))
                throw Stop()
            }
        }
        await #expect(throws: PostgresError.self) {
            _ = try await connection.copyIn("COPY t FROM STDIN (FORMAT csv)") { try await $0.write(Array("x,y\n".utf8)) }
        }
        #expect(try await connection.query("SELECT count(*) FROM t").text(row: 0, column: 0) == "2")
    }

    @Test("stops its statement when the task is cancelled, and can be used again")
    func cancellation() async throws {
        let connection = try await TestCluster.shared().connect()
        let task = Task { try await connection.query("SELECT pg_sleep(60)") }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        #expect(try await connection.query("SELECT 1").rowCount == 1)
    }

    @Test(
        "tells the kind of an error, and its description nothing more",
        arguments: [
            ("SELECT 1/0", PostgresError.Code.invalidValue, "22012"),
            ("SELECT secret FROM nowhere", .invalidStatement, "42P01"),
            ("DO $$ BEGIN RAISE EXCEPTION 'secret'; END $$", .raised, "P0001"),
            ("DO $$ BEGIN RAISE EXCEPTION 'secret' USING ERRCODE = 'SK001'; END $$", .raised, "SK001"),
            ("BEGIN READ ONLY; CREATE TABLE secret (a int)", .readOnly, "25006"),
        ])
    func errors(sql: String, code: PostgresError.Code, state: String) async throws {
        let connection = try await TestCluster.shared().connect()
        let error = await #expect(throws: PostgresError.self) { try await connection.execute(script: sql) }
        #expect(error?.code == code)
        #expect(error?.sqlState == state)
        #expect(error?.description.contains("secret") == false)
        #expect(error?.serverReport != nil)
    }

    @Test("says that it is lost once its server process was killed")
    func lost() async throws {
        let cluster = try await TestCluster.shared()
        let (victim, killer) = (try await cluster.connect(), try await cluster.connect())
        try await killer.query("SELECT pg_terminate_backend($1)", [String(victim.processID)])
        while try await killer.query("SELECT FROM pg_stat_activity WHERE pid = $1", [String(victim.processID)]).rowCount > 0 {
            try await Task.sleep(for: .milliseconds(5))
        }
        let error = await #expect(throws: PostgresError.self) { try await victim.query("SELECT 1") }
        #expect(error?.code == .connectionLost)
        #expect(await victim.isOpen == false)
    }
}

extension TestCluster {
    /// A session in a fresh database of this cluster.
    func connect() async throws -> AdminConnection {
        try await AdminConnection.connect(makeDatabase())
    }
}
