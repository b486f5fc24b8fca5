import Access
import Foundation
import GraphModel
import JSON
import Planning
import Postgres
import TestDatabase
import Testing

/// `souk import` by the built program: people, groups and memberships of a real site into a tenant of ours.
@Suite("Importing a real site", .enabled(if: Places.data != nil, "the real data sets are not here"))
struct ImportTests {
    /// How many people the site has: the rows of the first file.
    private static let members = 24_631
    /// One of them, from the middle of the file.
    private static let someone = "185546026"

    @Test("Three files, one of them broken off and taken up again: every row once, and the graph shows them")
    func site() async throws {
        let folder = try #require(Places.data).appending(path: "meetup")
        let database = try await MarketDatabase.empty(in: .shared())
        let superuser = try await AdminConnection.connect(database)
        try await superuser.query("SELECT souk.create_tenant('circle')")
        let site = Site(database: database, folder: folder, superuser: superuser)

        let people = [
            "--table", "market.buyer", "--map", "member_id=id", "--map", "city=region", "--set", "nickname=someone", "--ignore", "state",
        ]
        try await site.breakOff("members", people + ["--chunk", "50"], at: Self.someone)
        let halfway = try await site.count("market.buyer")
        #expect(halfway > 0 && halfway < Self.members, "\(halfway) rows were entered before the break")
        #expect(try await site.load("members", people + ["--chunk", "500"]) == 0)
        #expect(try await site.count("market.buyer") == Self.members)

        // A group whose organizer left the site has nobody to keep it: told in the rejects, and skipped.
        let groups = [
            "--table", "market.group", "--map", "group_id=id", "--map", "organizer_member_id=organizer_id", "--ignore", "num_members",
            "--ignore", "category_id", "--ignore", "urlname", "--on-error", "skip", "--rejects", site.rejects,
        ]
        #expect(try await site.load("groups", groups) == 2)
        #expect(try await site.count("market.\"group\"") == 567)
        #expect(try await site.count("market.search_document") == 567, "what is imported is found, also before counters are set")
        let memberships = [
            "--table", "market.group_member", "--map", "member_id=buyer_id", "--ignore", "events_attended", "--on-error", "skip",
            "--rejects", site.rejects, "--max-rejects", "100000", "--recount", "--chunk", "100",
        ]
        #expect(try await site.load("memberships", memberships) == 2)
        // Of 45,583, those whose member and group are both there.
        #expect(try await site.count("market.group_member") == 43_914)

        // Once more, from the first file to the last: nothing twice.
        for (file, arguments) in [("members", people + ["--chunk", "500"]), ("groups", groups), ("memberships", memberships)] {
            _ = try await site.load(file, arguments)
        }
        #expect(try await site.count("market.buyer") == Self.members)
        #expect(try await site.count("market.group_member") == 43_914)

        try await shows(site)
        await superuser.close()
    }

    /// The largest groups as an operator of the tenant sees them.
    private func shows(_ site: Site) async throws {
        let gateway = try await TestGateway(site.database)
        let largest = try #require(
            try await gateway.value("SELECT group_id FROM market.group_member GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"))
        let answer = try await gateway.answer(
            "query ($id: ID!) { group(id: $id) { databaseId memberCount members(first: 1) { totalCount } host { __typename } } }",
            [JSONMember("id", .string(GlobalID(typeName: "Group", key: [largest]).text))],
            as: Principal(tenant: try await gateway.tenant("circle"), role: .operator, subject: "op"))
        let expected = try await gateway.json(
            """
            SELECT jsonb_build_object('group', jsonb_build_object('databaseId', $1::text, 'memberCount', count(*),
              'members', jsonb_build_object('totalCount', count(*)), 'host', jsonb_build_object('__typename', 'Buyer')))
            FROM market.group_member WHERE group_id = $1::text::bigint
            """, [largest])
        #expect(answer.data?.sorted.canonical == expected.sorted.canonical)
    }

    private struct Site {
        let database: PostgresConfiguration
        let folder: URL
        let superuser: AdminConnection
        let rejects = FileManager.default.temporaryDirectory.appending(path: "souk-rejects-\(UUID().uuidString).csv").path

        private func arguments(_ file: String, _ options: [String]) -> [String] {
            let address = "host=\(database["host"] ?? "") user=souk_migrator dbname=\(database["dbname"] ?? "")"
            return ["import", "--database-url", address, "--tenant", "circle"] + options + [folder.appending(path: "\(file).csv.gz").path]
        }

        /// Imports a file to its end; returns the exit code.
        func load(_ file: String, _ options: [String]) async throws -> Int32 {
            defer { try? FileManager.default.removeItem(atPath: rejects) }
            return try await SoukProgram.start(arguments(file, options)).ended()
        }

        /// Begins an import of people, and ends the program by force where it comes to one whom somebody else is just entering.
        func breakOff(_ file: String, _ options: [String], at person: String) async throws {
            try await superuser.query("BEGIN")
            try await superuser.query(
                "INSERT INTO market.buyer (tenant_id, id, nickname, region) SELECT id, $1::text::bigint, 'x', 'x' FROM souk.tenant",
                [person])
            let process = try SoukProgram.start(arguments(file, options))
            var isWaiting = false
            while process.isRunning, !isWaiting {
                try await Task.sleep(for: .milliseconds(20))
                let waiting = try await superuser.query(
                    "SELECT FROM pg_locks WHERE transactionid = pg_current_xact_id()::xid AND NOT granted")
                isWaiting = waiting.rowCount > 0
            }
            kill(process.processIdentifier, SIGKILL)
            _ = try await process.ended()
            try await superuser.query("ROLLBACK")
        }

        func count(_ table: String) async throws -> Int {
            try await superuser.query("SELECT count(*) FROM \(table)").text(row: 0, column: 0).flatMap { Int($0) } ?? -1
        }
    }
}
