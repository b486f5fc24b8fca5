import Foundation
import Postgres
import TestDatabase
import Testing

@testable import souk

@Suite("Importing CSV")
struct ImportTests {
    @Test("Rows are entered with their tenant, and doing it again enters nothing twice")
    func twice() async throws {
        let (connection, table) = try await fixture()
        let file = try csv("id,name\n1,one\n2,\"two, too\"\n3,\n")
        let first = try await run(file, table, connection)
        #expect((first.read, first.entered, first.resumedAt) == (3, 3, 0))
        let second = try await run(file, table, connection)
        #expect((second.read, second.resumedAt) == (0, 3))
        #expect(first.text.contains("; 3 entered."))
        #expect(second.text.contains("; 3 were done before; 0 entered now (3 before)."))
        #expect(try await names(connection) == "7/1/one 7/2/two, too 7/3/-")
    }

    @Test("After a break it goes on where the last committed chunk ended")
    func resumes() async throws {
        let (connection, table) = try await fixture()
        let file = try csv("id,name\n" + (1...10).map { "\($0),n\($0)\n" }.joined() + "eleven,n\n")
        var settings = ImportSettings()
        settings.chunk = 4
        let error = await #expect(throws: CommandError.self) { try await run(file, table, connection, settings: settings) }
        #expect(error?.description.contains("line 12: column id: invalid input syntax for type bigint") == true)
        #expect(try await connection.query("SELECT rows_done FROM souk.import_progress").text(row: 0, column: 0) == "10")
        settings.onError = .skip
        let outcome = try await run(file, table, connection, settings: settings)
        #expect((outcome.read, outcome.resumedAt, outcome.entered, outcome.rejected) == (1, 10, 10, 1))
    }

    @Test("Bad rows go to a file with their line and the reason, the others are entered")
    func rejects() async throws {
        let (connection, table) = try await fixture()
        let file = try csv("id,name\n1,one\nx,two\n3,three\n4\n5,far too long a name\n6,\"s\"\"ix\"\n")
        var settings = ImportSettings()
        settings.onError = .skip
        let outcome = try await run(file, table, connection, settings: settings)
        #expect((outcome.entered, outcome.rejected) == (3, 3))
        let lines = try String(contentsOfFile: file.path + ".rejects.csv", encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0] == "\"souk_line\",\"souk_reason\",\"id\",\"name\"")
        #expect(lines[1].hasPrefix("\"3\",\"column id: ") && lines[1].hasSuffix(",\"x\",\"two\""))
        #expect(lines[2].hasPrefix("\"5\",\"has 1 fields, the header has 2\""))
        #expect(lines[3].contains("item_name_check"))
        #expect(try await names(connection) == "7/1/one 7/3/three 7/6/s\"ix")
    }

    @Test("A file of rejected rows is imported once it is mended; what is bad still has its own line and reason")
    func mended() async throws {
        let (connection, table) = try await fixture()
        let file = try csv("souk_line,souk_reason,id,name\n3,column id: …,2,two\n9,column id: …,x,three\n")
        var settings = ImportSettings()
        settings.onError = .skip
        let outcome = try await run(file, table, connection, settings: settings)
        #expect((outcome.entered, outcome.rejected, outcome.alreadyThere) == (1, 1, 0))
        let lines = try String(contentsOfFile: file.path + ".rejects.csv", encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2 && lines[0] == "\"souk_line\",\"souk_reason\",\"id\",\"name\"")
        #expect(lines[1].hasPrefix("\"3\",\"column id: invalid") && lines[1].hasSuffix(",\"x\",\"three\""))
        #expect(try await names(connection) == "7/2/two")
    }

    @Test("Too many bad rows are taken for a wrong mapping")
    func tooManyRejects() async throws {
        let (connection, table) = try await fixture()
        let file = try csv("id,name\n" + String(repeating: "x,y\n", count: 20))
        var settings = ImportSettings()
        settings.onError = .skip
        settings.mostRejects = 5
        let error = await #expect(throws: CommandError.self) { try await run(file, table, connection, settings: settings) }
        #expect(error?.description.contains("Is the mapping right?") == true)
    }

    @Test("A dry run tells what would happen and writes nothing, not even the position")
    func dryRun() async throws {
        let (connection, table) = try await fixture()
        let file = try csv("id,name\n1,one\nx,two\n")
        var settings = ImportSettings()
        settings.dryRun = true
        settings.onError = .skip
        let outcome = try await run(file, table, connection, settings: settings)
        #expect((outcome.dry, outcome.entered, outcome.rejected) == (true, 1, 1))
        #expect(try await names(connection) == nil)
        #expect(try await connection.query("SELECT FROM souk.import_progress").rowCount == 0)
        #expect(!FileManager.default.fileExists(atPath: file.path + ".rejects.csv"))
    }

    @Test("A dry run tells each reason once, with how many rows have it")
    func dryReasons() async throws {
        let (connection, table) = try await fixture()
        let file = try csv("id,name\nx,one\n2,two\nx,three\ny,four\nx,five\n")
        var settings = ImportSettings()
        settings.dryRun = true
        settings.onError = .skip
        var run = ImportRun(file, into: table, tenant: 7, wishes: .init(), settings: settings, on: connection)
        _ = try await run.perform()
        #expect(run.remarks.count == 2)
        #expect(run.remarks.first?.contains(", 3 rows from line 2 on: column id: invalid input syntax") == true, "\(run.remarks)")
        #expect(run.remarks.last?.contains(", line 5: column id: ") == true)
    }

    @Test("Fields find their columns by name, by --map with a kind, and by --set")
    func mapping() async throws {
        let (connection, table) = try await fixture()
        let file = try csv("key,price,junk\nabc,12.350,z\nabd,0.1,z\nabc,9,z\n")
        var wishes = ImportMapping.Wishes()
        wishes.fields = ["key": [("id", .key)], "price": [("price", .minor(digits: 2))]]
        wishes.constants = [("name", "it's")]
        wishes.ignored = ["junk"]
        let outcome = try await run(file, table, connection, wishes: wishes)
        #expect((outcome.entered, outcome.alreadyThere) == (2, 1))
        let rows = try await connection.query("SELECT id, price, name FROM item ORDER BY price DESC")
        #expect(rows.text(row: 0, column: 0).flatMap { Int64($0) }.map { (0..<576_460_752_303_423_488).contains($0) } == true)
        #expect(rows.text(row: 0, column: 1) == "1235")
        #expect(rows.text(row: 1, column: 1) == "10")
        #expect(rows.text(row: 0, column: 2) == "it's")
    }

    @Test("A field may go to several columns, each in its own way")
    func oneFieldForTwo() async throws {
        let (connection, table) = try await fixture()
        var wishes = ImportMapping.Wishes()
        wishes.fields = ["key": [("id", .key), ("name", .plain)]]
        let outcome = try await run(try csv("key\nabc\nabd\n"), table, connection, wishes: wishes)
        #expect(outcome.entered == 2)
        let rows = try await connection.query("SELECT name, id > 1000 FROM item ORDER BY name")
        #expect(rows.text(row: 0, column: 0) == "abc" && rows.text(row: 0, column: 1) == "t" && rows.text(row: 1, column: 0) == "abd")
    }

    @Test("An amount with more decimals than its currency has is a bad row, not another amount")
    func fractions() async throws {
        let (connection, table) = try await fixture()
        let file = try csv("id,price\n1,1.234\n2,1.20\n3,-0.5\n4,7\n5,1.5e-3\n")
        var wishes = ImportMapping.Wishes()
        wishes.fields = ["price": [("price", .minor(digits: 2))]]
        var settings = ImportSettings()
        settings.onError = .skip
        let outcome = try await run(file, table, connection, wishes: wishes, settings: settings)
        #expect((outcome.entered, outcome.rejected) == (3, 2))
        let lines = try String(contentsOfFile: file.path + ".rejects.csv", encoding: .utf8).split(separator: "\n")
        #expect(lines[1] == "\"2\",\"column price: 1.234 has more than 2 decimals\",\"1\",\"1.234\"")
        #expect(lines[2].hasPrefix("\"6\",\"column price: invalid input syntax"))
        let prices = try await connection.query("SELECT string_agg(price::text, ' ' ORDER BY id) FROM item").text(row: 0, column: 0)
        #expect(prices == "120 -50 700")
        #expect(ImportKind.minor(digits: 0).reason(against: "1.5") == "1.5 has decimals")
    }

    @Test("A row is there already if its key is; another row with its other unique key is a bad one")
    func otherKey() async throws {
        let (connection, table) = try await fixture()
        try await connection.query("CREATE UNIQUE INDEX item_name ON item (tenant_id, name)")
        try await connection.query("INSERT INTO item (tenant_id, id, name) VALUES (7, 1, 'one'), (7, 2, 'two')")
        let file = try csv("id,name\n1,one\n3,two\n2,another\n4,four\n")
        var settings = ImportSettings()
        settings.onError = .skip
        let outcome = try await run(file, table, connection, settings: settings)
        #expect((outcome.entered, outcome.alreadyThere, outcome.rejected) == (1, 2, 1))
        let lines = try String(contentsOfFile: file.path + ".rejects.csv", encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2 && lines[1].hasPrefix("\"3\",") && lines[1].contains("item_name"), "\(lines)")
        #expect(try await names(connection) == "7/1/one 7/2/two 7/4/four")
    }

    @Test("What does not fit is told before the first row is read")
    func misfits() async throws {
        let (connection, table) = try await fixture()
        let file = try csv("identity,doubled,tenant_id\n1,2,9\n")
        var wishes = ImportMapping.Wishes()
        wishes.fields = ["absent": [("id", .plain)]]
        let error = await #expect(throws: CommandError.self) { try await run(file, table, connection, wishes: wishes) }
        let lines = error?.description.split(separator: "\n").map(String.init) ?? []
        #expect(lines.contains { $0.contains("'identity' has no place") })
        #expect(lines.contains("doubled is computed by the database and cannot be given."))
        #expect(lines.contains("tenant_id is given twice."))
        #expect(lines.contains("The file has no column 'absent'."))
        #expect(lines.contains { $0.hasPrefix("id must be given") })
    }

    @Test("A packed file is read like a plain one, and a damaged one is refused")
    func packed() async throws {
        let (connection, table) = try await fixture()
        let plain = try csv("id,name\n1,one\n")
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", plain.path]
        try gzip.run()
        gzip.waitUntilExit()
        let packed = try ImportFile(path: plain.path + ".gz")
        #expect(packed.size == 14)
        #expect(try await run(packed, table, connection).entered == 1)

        let bytes = try #require(FileManager.default.contents(atPath: packed.path))
        let damaged = packed.path + ".damaged.gz"
        try bytes.dropLast(9).write(to: URL(filePath: damaged))
        await #expect(throws: CommandError.self) { try await run(try ImportFile(path: damaged), table, connection) }
    }

    @Test("A second import of the same file at the same time is refused")
    func atOnce() async throws {
        let database = try await TestCluster.shared().makeDatabase()
        let (connection, table) = try await fixture(database)
        let file = try csv("id,name\n1,one\n")
        _ = try await ImportProgress.begin(file, into: table, tenant: 7, wishes: .init(), connection)
        let other = try await AdminConnection.connect(database)
        let error = await #expect(throws: CommandError.self) { try await run(file, table, other) }
        #expect(error?.description.contains("or by a run that was just killed") == true)
    }

    // MARK: - The ground they stand on

    private func fixture(_ database: PostgresConfiguration? = nil) async throws -> (AdminConnection, ImportTable) {
        let place: PostgresConfiguration
        if let database { place = database } else { place = try await TestCluster.shared().makeDatabase() }
        let connection = try await AdminConnection.connect(place)
        try await connection.execute(
            script: """
                CREATE TABLE item (
                  tenant_id bigint NOT NULL, id bigint NOT NULL, name text CHECK (length(name) < 10), price bigint,
                  doubled bigint GENERATED ALWAYS AS (price * 2) STORED, PRIMARY KEY (tenant_id, id));
                CREATE SCHEMA souk;
                CREATE TABLE souk.import_progress (
                  key text PRIMARY KEY, file text NOT NULL, file_digest text NOT NULL, target text NOT NULL, tenant_id bigint,
                  rows_done bigint NOT NULL DEFAULT 0, rows_entered bigint NOT NULL DEFAULT 0, rows_rejected bigint NOT NULL DEFAULT 0,
                  started_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz);
                """)
        return (connection, try await ImportTable.find("public.item", connection))
    }

    private func csv(_ text: String) throws -> ImportFile {
        let path = FileManager.default.temporaryDirectory.path + "/souk-import-\(UUID().uuidString).csv"
        try Data(text.utf8).write(to: URL(filePath: path))
        return try ImportFile(path: path)
    }

    private func run(
        _ file: ImportFile, _ table: ImportTable, _ connection: AdminConnection, wishes: ImportMapping.Wishes = .init(),
        settings: ImportSettings = ImportSettings()
    ) async throws -> ImportOutcome {
        var run = ImportRun(file, into: table, tenant: 7, wishes: wishes, settings: settings, on: connection)
        return try await run.perform()
    }

    private func names(_ connection: AdminConnection) async throws -> String? {
        try await connection.query("SELECT string_agg(concat_ws('/', tenant_id, id, coalesce(name, '-')), ' ' ORDER BY id) FROM item")
            .text(row: 0, column: 0)
    }
}
