import Foundation
import Migrations
import Postgres
import TestDatabase
import Testing

@Suite("Migrating a database")
struct MigratorTests {
    @Test("Files run once, in order, each with its record, and gateways are told")
    func up() async throws {
        let database = try await TestCluster.shared().makeDatabase()
        let folder = try TemporaryFolder()
        try folder.write("CREATE TABLE a (id int)", to: "m/0001_a.sql")
        try folder.write("ALTER TABLE a ADD COLUMN b int; INSERT INTO a VALUES (1, 2)", to: "m/0002_b.sql")
        let connection = try await AdminConnection.connect(database)
        let migrator = Migrator(try MigrationSet.load(folders: [folder.path + "/m"]), on: connection)

        #expect(try await migrator.plan().pending.map(\.id.number) == [1, 2])
        #expect(try await migrator.up().map(\.id.number) == [1, 2])
        #expect(try await migrator.up().isEmpty)
        #expect(try await migrator.status().map(\.word) == ["applied", "applied"])
        #expect(try await scalar("SELECT string_agg(name, ',' ORDER BY number) FROM souk.migration", database) == "a,b")
        #expect(try await scalar("SELECT count(*) FROM a", database) == "1")
    }

    @Test("A file that fails leaves neither a trace nor a record; those before it stay; the message names the line")
    func failure() async throws {
        let database = try await TestCluster.shared().makeDatabase()
        let folder = try TemporaryFolder()
        try folder.write("CREATE TABLE a (id int)", to: "m/0001_a.sql")
        try folder.write("CREATE TABLE b (id int);\nSELECT nonsense FROM b", to: "m/0002_b.sql")
        let error = await migrationError(folder.path + "/m", database)
        #expect(error?.code == "failed")
        #expect(error?.description.contains("m/0002_b.sql failed and was undone: line 2: column \"nonsense\" does not exist") == true)
        #expect(try await scalar("SELECT to_regclass('b')", database) == nil)
        #expect(try await scalar("SELECT count(*) FROM souk.migration", database) == "1")

        try folder.write("CREATE TABLE b (id int)", to: "m/0002_b.sql")
        #expect(await migrationError(folder.path + "/m", database) == nil)
    }

    @Test("A changed file and a missing one are named, and nothing runs")
    func disagreement() async throws {
        let database = try await TestCluster.shared().makeDatabase()
        let folder = try TemporaryFolder()
        try folder.write("SELECT 1", to: "m/0001_a.sql")
        let gone = try folder.write("SELECT 2", to: "m/0002_b.sql")
        #expect(await migrationError(folder.path + "/m", database) == nil)

        try folder.write("SELECT 1 ", to: "m/0001_a.sql")
        try FileManager.default.removeItem(atPath: gone)
        try folder.write("CREATE TABLE c (id int)", to: "m/0003_c.sql")
        let error = await migrationError(folder.path + "/m", database)
        #expect(error?.description.contains("m/0001_a.sql was changed") == true)
        #expect(error?.description.contains("m/0002_b.sql has run on this database, and its file is gone") == true)
        #expect(try await scalar("SELECT to_regclass('c')", database) == nil)
    }

    @Test("Marked files run statement by statement, outside a transaction")
    func noTransaction() async throws {
        let database = try await TestCluster.shared().makeDatabase()
        let folder = try TemporaryFolder()
        try folder.write("CREATE TABLE a (id int, b int)", to: "m/0001_a.sql")
        try folder.write(
            "-- souk: no-transaction\nCREATE INDEX CONCURRENTLY a_id ON a (id);\nCREATE INDEX CONCURRENTLY a_b ON a (b);\n",
            to: "m/0002_b.sql")
        #expect(await migrationError(folder.path + "/m", database) == nil)
        #expect(try await scalar("SELECT count(*) FROM pg_index WHERE indrelid = 'a'::regclass AND indisvalid", database) == "2")
    }

    @Test("A marked file that fails is named as half done until somebody settles it")
    func halfDone() async throws {
        let database = try await TestCluster.shared().makeDatabase()
        let folder = try TemporaryFolder()
        try folder.write("-- souk: no-transaction\nCREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY ON nowhere (id)", to: "m/0001_a.sql")
        let error = await migrationError(folder.path + "/m", database)
        #expect(error?.description.contains("what it did before remains: line 3: relation \"nowhere\" does not exist") == true)
        #expect(try await scalar("SELECT to_regclass('a')", database) == "a")

        try folder.write("-- souk: no-transaction\nCREATE TABLE IF NOT EXISTS a (id int)", to: "m/0001_a.sql")
        #expect(
            await migrationError(folder.path + "/m", database)?.description.contains("m/0001_a.sql began and did not come to its end")
                == true)

        let id = MigrationID(folder: "m", number: 1)
        let migrator = Migrator(try MigrationSet.load(folders: [folder.path + "/m"]), on: try await AdminConnection.connect(database))
        try await migrator.settle(id, done: false)
        #expect(try await migrator.up().map(\.id) == [id])
        await #expect(throws: MigrationError.nothingToSettle(id)) { try await migrator.settle(id, done: true) }
    }

    @Test("What somebody said to be done runs again if they take it back, unless a later file ran")
    func takenBack() async throws {
        let database = try await TestCluster.shared().makeDatabase()
        let folder = try TemporaryFolder()
        let sql = "-- souk: no-transaction\nCREATE TABLE a (id int);\nSELECT nonsense"
        try folder.write(sql, to: "m/0001_a.sql")
        #expect(await migrationError(folder.path + "/m", database)?.code == "failed")
        let advice = await migrationError(folder.path + "/m", database)?.description
        #expect(advice?.contains("say `souk migrate settle m/0001 --again`; `--done` only if all of it is in the database") == true)

        let id = MigrationID(folder: "m", number: 1)
        let connection = try await AdminConnection.connect(database)
        func migrator() throws -> Migrator { Migrator(try MigrationSet.load(folders: [folder.path + "/m"]), on: connection) }
        try await migrator().settle(id, done: true)
        #expect(try await migrator().status().map(\.word) == ["applied"])
        try await migrator().settle(id, done: false)
        try folder.write("CREATE TABLE IF NOT EXISTS a (id int)", to: "m/0001_a.sql")
        #expect(try await migrator().up().map(\.id) == [id])
        // It came to its end by itself: there is nothing to take back.
        await #expect(throws: MigrationError.nothingToSettle(id)) { try await migrator().settle(id, done: false) }

        let second = MigrationID(folder: "m", number: 2)
        try folder.write(sql.replacing("TABLE a", with: "TABLE b"), to: "m/0002_b.sql")
        #expect(await migrationError(folder.path + "/m", database)?.code == "failed")
        try await migrator().settle(second, done: true)
        try folder.write("SELECT 3", to: "m/0003_c.sql")
        #expect(try await migrator().up().map(\.id.number) == [3])
        await #expect(throws: MigrationError.nothingToSettle(second)) { try await migrator().settle(second, done: false) }
    }

    @Test("A file that commits by itself is refused, and what remains of it is said", arguments: ["COMMIT", "COMMIT; BEGIN", "ROLLBACK"])
    func ownCommit(end: String) async throws {
        let database = try await TestCluster.shared().makeDatabase()
        let folder = try TemporaryFolder()
        try folder.write("CREATE TABLE a (id int); \(end)", to: "m/0001_a.sql")
        #expect(await migrationError(folder.path + "/m", database)?.code == "ended-transaction")
        #expect(try await scalar("SELECT count(*) FROM souk.migration", database) == "0")
    }

    @Test("Runners at the same time do each file once")
    func atOnce() async throws {
        let database = try await TestCluster.shared().makeDatabase()
        let folder = try TemporaryFolder()
        try folder.write("CREATE TABLE a (id int)", to: "m/0001_a.sql")
        try folder.write("-- souk: no-transaction\nCREATE INDEX CONCURRENTLY a_id ON a (id)", to: "m/0002_b.sql")
        try folder.write("INSERT INTO a SELECT 1 FROM pg_sleep(0.2)", to: "m/0003_c.sql")
        let set = try MigrationSet.load(folders: [folder.path + "/m"])
        let ran = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    let connection = try await AdminConnection.connect(database)
                    return try await Migrator(set, on: connection).up().count
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(ran.sorted() == [0, 0, 0, 0, 0, 3])
        #expect(try await scalar("SELECT count(*) FROM a", database) == "1")
    }

    @Test("Who has waited long enough for another runner is told so")
    func patience() async throws {
        let database = try await TestCluster.shared().makeDatabase()
        let folder = try TemporaryFolder()
        try folder.write("SELECT pg_sleep(4)", to: "m/0001_a.sql")
        let set = try MigrationSet.load(folders: [folder.path + "/m"])
        let first = Task { try await Migrator(set, on: try await AdminConnection.connect(database)).up() }
        let watcher = try await AdminConnection.connect(database)
        let running = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
        let end = ContinuousClock.now + .seconds(60)
        while try await watcher.query(running).rowCount == 0 {
            try #require(ContinuousClock.now < end)
            try await Task.sleep(for: .milliseconds(5))
        }
        let second = Migrator(set, on: try await AdminConnection.connect(database), settings: .init(patience: .milliseconds(100)))
        await #expect(throws: MigrationError.locked(waited: .milliseconds(100))) { try await second.up() }
        #expect(try await first.value.count == 1)
    }

    @Test("A file waits for a lock on a table only for so long, because everybody behind it waits too")
    func lockTimeout() async throws {
        let database = try await TestCluster.shared().makeDatabase()
        let folder = try TemporaryFolder()
        let other = try await AdminConnection.connect(database)
        try await other.query("CREATE TABLE a (id int)")
        try await other.execute(script: "BEGIN; LOCK TABLE a IN ACCESS SHARE MODE")
        try folder.write("ALTER TABLE a ADD COLUMN b int", to: "m/0001_a.sql")
        let set = try MigrationSet.load(folders: [folder.path + "/m"])
        let migrator = Migrator(set, on: try await AdminConnection.connect(database), settings: .init(lockTimeout: .milliseconds(100)))
        let error = await #expect(throws: MigrationError.self) { try await migrator.up() }
        #expect(error?.description.contains("lock timeout") == true)
    }

    @Test("What a file sets for its session does not reach the next")
    func settings() async throws {
        let database = try await TestCluster.shared().makeDatabase()
        let folder = try TemporaryFolder()
        try folder.write("SET search_path = pg_catalog; SET ROLE pg_monitor", to: "m/0001_a.sql")
        try folder.write("CREATE TABLE a AS SELECT current_setting('search_path') AS path, current_user AS who", to: "m/0002_b.sql")
        #expect(await migrationError(folder.path + "/m", database) == nil)
        #expect(try await scalar("SELECT path || ' ' || who FROM a", database) == "\"$user\", public postgres")
    }

    private func migrationError(_ folder: String, _ database: PostgresConfiguration) async -> MigrationError? {
        do {
            _ = try await Migrator(try MigrationSet.load(folders: [folder]), on: try await AdminConnection.connect(database)).up()
            return nil
        } catch {
            return error as? MigrationError
        }
    }

    private func scalar(_ sql: String, _ database: PostgresConfiguration) async throws -> String? {
        try await AdminConnection.connect(database).query(sql).text(row: 0, column: 0)
    }
}
