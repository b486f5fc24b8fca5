import Postgres
import TestDatabase
import Testing

@testable import Migrations

@Suite("Rehearsing pending files")
struct RehearsalTests {
    /// What the statements do to tables that were there, one list of effects a statement.
    private func effects(of sql: String, on ground: String) async throws -> [RehearsedStatement] {
        let connection = try await AdminConnection.connect(try await TestCluster.shared().makeDatabase())
        try await connection.execute(script: ground)
        let folder = try TemporaryFolder()
        try folder.write(sql, to: "m/0001_a.sql")
        let files = try await Rehearsal(on: connection).run(try MigrationSet.load(folders: [folder.path + "/m"]).files)
        return try #require(files.first).statements
    }

    private static let ground = """
        CREATE TABLE a (id int PRIMARY KEY, b int, c varchar(10), d int); CREATE TABLE b (id int PRIMARY KEY);
        """

    @Test(
        "Locks, reading and writing whole tables, and new shapes are seen as they happen",
        arguments: [
            (
                "CREATE INDEX i ON a (b)",
                [TableEffect(table: "public.a", lock: .share, held: .share, isScanned: true, changes: [.indexAdded("i")])]
            ),
            (
                "ALTER TABLE a ADD CONSTRAINT k FOREIGN KEY (b) REFERENCES b",
                [
                    TableEffect(
                        table: "public.a", lock: .shareRowExclusive, held: .shareRowExclusive, isScanned: true,
                        changes: [.constraintAdded("k", .foreignKey)]),
                    TableEffect(table: "public.b", lock: .shareRowExclusive, held: .shareRowExclusive),
                ]
            ),
            (
                "ALTER TABLE a ADD CONSTRAINT k CHECK (b > 0) NOT VALID",
                [
                    TableEffect(
                        table: "public.a", lock: .accessExclusive, held: .accessExclusive, changes: [.constraintAddedUnchecked("k", .check)]
                    )
                ]
            ),
            (
                "ALTER TABLE a ALTER b SET NOT NULL",
                [
                    TableEffect(
                        table: "public.a", lock: .accessExclusive, held: .accessExclusive, isScanned: true, changes: [.columnNotNull("b")])
                ]
            ),
            (
                "ALTER TABLE a ALTER c TYPE varchar(20)",
                [
                    TableEffect(
                        table: "public.a", lock: .accessExclusive, held: .accessExclusive,
                        changes: [.columnRetyped("c", from: "character varying(10)", to: "character varying(20)")])
                ]
            ),
            (
                "ALTER TABLE a ADD e timestamptz DEFAULT clock_timestamp()",
                [
                    TableEffect(
                        table: "public.a", lock: .accessExclusive, held: .accessExclusive, isScanned: true, isRewritten: true,
                        changes: [.columnAdded("e", .byDefault)])
                ]
            ),
            (
                "ALTER TABLE a ADD e timestamptz DEFAULT now()",
                [TableEffect(table: "public.a", lock: .accessExclusive, held: .accessExclusive, changes: [.columnAdded("e", .byDefault)])]
            ),
            (
                "ALTER TABLE a DROP d",
                [TableEffect(table: "public.a", lock: .accessExclusive, held: .accessExclusive, changes: [.columnDropped("d")])]
            ),
            ("DROP TABLE b", [TableEffect(table: "public.b", lock: .accessExclusive, held: .accessExclusive, changes: [.dropped])]),
            ("UPDATE a SET d = 1", [TableEffect(table: "public.a", lock: .rowExclusive, held: .rowExclusive, isScanned: true)]),
            ("CREATE TABLE c (id int)", []),
        ])
    func seen(sql: String, expected: [TableEffect]) async throws {
        #expect(try await effects(of: sql, on: Self.ground).map(\.effects) == [expected])
    }

    @Test("A type whose rows must change writes the table again")
    func rewritten() async throws {
        let effect = try #require(try await effects(of: "ALTER TABLE a ALTER b TYPE bigint", on: Self.ground).first?.effects.first)
        #expect(effect.isRewritten && effect.changes == [.columnRetyped("b", from: "integer", to: "bigint")])
    }

    @Test("A lock is told of the statement that takes it; the file keeps it, and a renamed table its name")
    func kept() async throws {
        let statements = try await effects(
            of: "ALTER TABLE a RENAME TO z;\n\nALTER TABLE z ADD e int;\nINSERT INTO z VALUES (1)", on: Self.ground)
        #expect(statements.map(\.line) == [1, 3, 4])
        #expect(statements[0].effects == [TableEffect(table: "public.a", lock: .accessExclusive, held: .accessExclusive)])
        #expect(statements[1].effects == [TableEffect(table: "public.a", held: .accessExclusive, changes: [.columnAdded("e")])])
        #expect(statements[2].effects.map(\.lock) == [.rowExclusive])
        #expect(statements[2].effects.map(\.held) == [.accessExclusive])
    }

    @Test("What refuses to run in a transaction runs in none and is named; its neighbours are seen with their locks")
    func outside() async throws {
        let statements = try await effects(
            of: """
                -- souk: no-transaction
                ALTER TABLE a ADD CONSTRAINT k CHECK (b > 0) NOT VALID;
                CREATE INDEX CONCURRENTLY i ON a (b);
                ALTER TABLE a VALIDATE CONSTRAINT k;
                """, on: Self.ground)
        #expect(statements.map(\.runsOutsideTransaction) == [false, true, false])
        #expect(statements[1].effects.map(\.changes) == [[.indexAdded("i")]])
        #expect(statements[1].effects.map(\.held) == [nil])
        #expect(
            statements[2].effects == [
                TableEffect(
                    table: "public.a", lock: .shareUpdateExclusive, held: .shareUpdateExclusive, isScanned: true,
                    changes: [.constraintValidated("k")])
            ])
    }

    @Test(
        "A file that fails names the line; one that ends its transaction is refused as by `up`",
        arguments: [
            ("SELECT 1;\nSELECT\n nothing", "failed", "line 3: column \"nothing\""), ("SELECT 1; COMMIT", "ended-transaction", "COMMIT"),
        ])
    func failing(sql: String, code: String, text: String) async throws {
        let error = await #expect(throws: MigrationError.self) { try await effects(of: sql, on: Self.ground) }
        #expect(error?.code == code)
        #expect(error?.description.contains(text) == true)
    }
}
