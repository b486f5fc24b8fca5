import Foundation
import Gateway
import GraphModel
import GraphQLSchema
import JSON
import Migrations
import Postgres
import TestDatabase
import Testing

@testable import souk

// One after the other: each looks whether a scratch copy is left on the server.
@Suite("souk migrate plan", .serialized)
struct MigratePlanTests {
    private static let review = """
        CREATE TABLE market.review (
          tenant_id bigint NOT NULL, id bigint NOT NULL DEFAULT souk.new_id(), product_id bigint NOT NULL, stars int NOT NULL,
          PRIMARY KEY (tenant_id, id),
          CONSTRAINT review_product FOREIGN KEY (tenant_id, product_id) REFERENCES market.product
        );
        CREATE INDEX review_by_product ON market.review (tenant_id, product_id, id);
        SELECT souk.guard_public('market.review', scope => 'reviews:read');
        COMMENT ON TABLE market.review IS $$What a buyer thought of a product. @graph @scope(read: "reviews:read")$$;
        COMMENT ON COLUMN market.review.tenant_id IS $$The marketplace. @hidden$$;
        COMMENT ON COLUMN market.review.id IS $$The review's number.$$;
        COMMENT ON COLUMN market.review.product_id IS $$The product.$$;
        COMMENT ON COLUMN market.review.stars IS $$From 1 to 5.$$;
        """

    @Test("Tells locks, sizes, who sees which change, and what to mend; leaves neither a trace nor a copy")
    func whole() async throws {
        let ground = try await Ground([
            "0901_keys.sql": """
            CREATE INDEX post_by_title ON market.post (tenant_id, title);
            ALTER TABLE market.follow ADD CONSTRAINT follow_again FOREIGN KEY (tenant_id, follower_buyer_id) REFERENCES market.buyer;
            COMMENT ON CONSTRAINT follow_again ON market.follow IS $$@name(forward: "again", backward: "againOf")$$;
            ALTER TABLE market.buyer_contact DROP COLUMN phone;
            """, "0902_review.sql": Self.review,
        ])
        try await ground.run(
            """
            SELECT souk.create_tenant('lotus');
            SELECT souk.grant_app(id, souk.register_app(id, 'Stars'), 7, '{reviews:read}', 'owner') FROM souk.tenant;
            SELECT souk.grant_app(id, souk.register_app(id, 'Plain'), 7, '{nothing:read}', 'owner') FROM souk.tenant;
            """)
        let before = try await ground.digest()
        let report = try await ground.report()

        #expect(report.files.map(\.file.id.number) == [901, 902])
        let text = report.text
        #expect(text.contains("line 1: CREATE INDEX post_by_title ON market.post (tenant_id, title)"))
        #expect(text.contains("SHARE, writes wait; read whole"))
        #expect(text.contains("SHARE ROW EXCLUSIVE, writes wait; read whole"))
        #expect(text.contains("ACCESS EXCLUSIVE, reads and writes wait"))
        #expect(text.contains("Reads of and writes to market.buyer_contact wait a moment, until the file ends."))
        #expect(report.tables["market.post"] != nil)
        let codes = Set(report.findings.map(\.code))
        #expect(codes.isSuperset(of: ["INDEX_BLOCKS_WRITES", "FOREIGN_KEY_CHECKED_AT_ONCE", "COLUMN_DROPPED"]))
        #expect(!report.isWrong, "\(report.findings.filter { $0.state == .wrong }.map(\.line))")

        // Who has the scope sees the new type; who could see the column loses it.
        let seers = report.differences.filter { $0.changes.contains { $0.description.contains("Review ") } }.flatMap(\.audiences)
        #expect(seers.contains("app Stars of lotus with reviews:read"))
        #expect(!seers.contains("app Plain of lotus with nothing:read"))
        #expect(report.differences.flatMap(\.audiences).count == Role.allCases.count + 2)
        let losers = report.differences.filter(\.breaks).flatMap(\.audiences)
        #expect(losers.contains("operator") && !losers.contains("anonymous") && report.isObjectionable)
        #expect(text.contains("breaking: Field BuyerContact.phone was removed."))

        #expect(try await ground.digest() == before)
        #expect(try await ground.scratches() == 0)
        var members: [JSONMember] = []
        if case .object(let found) = report.json { members = found }
        #expect(members.map(\.key) == ["pending", "graph", "documents", "rules", "findings"])
        #expect(report.documents == nil && !text.contains("Documents"))
    }

    @Test("Tells which registered documents are lost to whom, and why")
    func documents() async throws {
        let ground = try await Ground([
            "0901_less.sql": """
            COMMENT ON COLUMN market.merchant.region IS $$Where it is. @visible(to: [OPERATOR])$$;
            COMMENT ON COLUMN market.merchant.rating IS $$How it is liked. @scope(read: "merchants.rating:read")$$;
            ALTER TABLE market.buyer_contact DROP COLUMN phone;
            """
        ])
        try await ground.run(
            """
            SELECT souk.create_tenant('lotus');
            SELECT souk.grant_app(id, souk.register_app(id, 'Stars'), 7, '{products:read}', 'owner') FROM souk.tenant;
            """)
        var manifest = DocumentManifest()
        try manifest.add(
            Array(
                """
                {"kept": "{ merchants { nodes { name } } }", "regions": "{ merchants { nodes { name region } } }",
                 "phones": "query Phones {\\n  buyerContacts { nodes { phone } }\\n}", "ratings": "{ merchants { nodes { rating } } }", "nobodys": "{ nothing }", "torn": "{"}
                """.utf8))
        let report = try await ground.report(documents: manifest)
        let losses = try #require(report.documents).losses
        #expect(report.documents?.nobodys == ["nobodys", "torn"])
        #expect(losses.map(\.id) == ["regions", "phones", "ratings"], "\(losses)")
        let app = "app Stars of lotus with products:read"
        #expect(losses.map(\.isEverybodys) == [false, true, false])
        #expect(losses.first?.audiences.sorted() == ["anonymous", app, "buyer", "merchant", "partner with every scope"])
        // Whoever has every scope has the new one.
        #expect(losses.last?.audiences == [app])
        #expect(report.isObjectionable)
        #expect(report.text.contains("Documents\n  regions (line 1, column 28): lost to anonymous; "))
        #expect(report.text.contains("\n  2 of 6 nobody could run before: nobodys, torn\n"))
        #expect(report.text.contains("\n  phones (line 2, column 27): lost to everybody: "))
        guard case .array(let told)? = report.json["documents"]?["lost"] else { throw NotAList() }
        #expect(told.map { $0["everybody"] } == [.bool(false), .bool(true), .bool(false)])
    }

    @Test("Names what new objects lack; rows without a guard that the serving role can read are wrong")
    func lints() async throws {
        let report = try await Ground([
            "0901_a.sql": """
            CREATE TABLE market.bare (id int PRIMARY KEY);
            CREATE TABLE market.tied (tenant_id bigint, id bigint, post_tenant bigint, post_id bigint,
              FOREIGN KEY (post_tenant, post_id) REFERENCES market.post);
            CREATE FUNCTION market.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
            ALTER TABLE market.post ADD COLUMN mood text;
            CREATE TABLE market.leak (tenant_id bigint, id int);
            GRANT SELECT ON market.leak TO souk_gateway;
            """
        ]).report()
        let found = Set(report.findings.map { "\($0.code) \($0.object)" })
        #expect(
            found.isSuperset(of: [
                "TABLE_WITHOUT_TENANT table market.bare", "TABLE_WITHOUT_COMMENT table market.bare", "TABLE_WITHOUT_RULE table market.tied",
                "KEY_WITHOUT_TENANT foreign key tied_post_tenant_post_id_fkey on market.tied",
                "KEY_WITHOUT_INDEX foreign key tied_post_tenant_post_id_fkey on market.tied", "FUNCTION_WITHOUT_PATH function market.one()",
                "FUNCTION_WITHOUT_COMMENT function market.one()", "COLUMN_WITHOUT_COMMENT column market.post.mood",
                "TENANTS_ROWS_UNGUARDED relation market.leak",
            ]))
        #expect(report.findings.filter { $0.state == .wrong }.map(\.object) == ["relation market.leak"])
        #expect(!found.contains { $0.hasSuffix("market.product") })
    }

    @Test("Tells which rules change on tables that are there, and which new tables have; only the former are objected to")
    func rules() async throws {
        let report = try await Ground([
            "0901_open.sql": """
            SELECT souk.guard_public('market.order');
            SELECT souk.limit_rows('market.post', 'author', 'author_buyer_id');
            SELECT souk.guard_writes('market.follow', '{delete}', operators => true, scope => 'follows:write', only_when => '$.tenant_id > 0');
            CREATE OR REPLACE FUNCTION souk.bought_from_me(tenant bigint, buyer bigint) RETURNS boolean LANGUAGE sql STABLE
              RETURN true;
            CREATE POLICY aside ON market.buyer_contact FOR SELECT TO souk_gateway USING (tenant_id > 0);
            """, "0902_review.sql": Self.review,
        ]).report()
        let lines = report.rules.map(\.line)
        #expect(lines.count == 6, "\(lines)")
        #expect(
            lines.contains(
                "rule of market.\"order\": deal (buyer_id, merchant_id; orders:read) → public: all rows of the tenant, to everybody"),
            "\(lines)")
        #expect(lines.contains { $0.hasPrefix("rule of market.post: ") && $0.hasSuffix("limited to author by author_buyer_id)") })
        #expect(
            lines.contains {
                $0.hasPrefix("rule for delete of market.follow: ") && $0.hasSuffix("→ operators (where $.tenant_id > 0; follows:write)")
            })
        #expect(lines.contains("policy aside of market.buyer_contact: none → for select to souk_gateway using (tenant_id > 0)"))
        #expect(lines.contains("rule of market.review (new): public (reviews:read): all rows of the tenant, to everybody"))
        #expect(lines.last == "function souk.bought_from_me(bigint,bigint), which decides on rows of market.buyer_contact: replaced")
        let objects = report.findings.filter { $0.code == "RULE_CHANGED" }.map(\.object).sorted()
        #expect(
            objects == [
                "function souk.bought_from_me(bigint,bigint)", "table market.\"order\"", "table market.buyer_contact",
                "table market.follow", "table market.post",
            ])
        #expect(report.isObjectionable && !report.text.contains("Nothing to mend"))
    }

    @Test("Tells of functions behind the functions that policies ask, however these name them")
    func functionsBehind() async throws {
        let made = [
            "0901_made.sql": """
            CREATE FUNCTION market.by_text(tenant bigint) RETURNS boolean LANGUAGE sql STABLE SET search_path = '' AS 'SELECT true';
            CREATE FUNCTION market.by_texts(tenant bigint) RETURNS boolean LANGUAGE sql STABLE SET search_path = '' AS 'SELECT true';
            CREATE FUNCTION market.by_body(tenant bigint) RETURNS boolean LANGUAGE sql STABLE
              BEGIN ATOMIC SELECT market.by_text(tenant); END;
            CREATE FUNCTION market.may_see_post(tenant bigint) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = '' AS
              $$ BEGIN RETURN (SELECT Market."by_body" (tenant)); END $$;
            CREATE POLICY aside ON market.post FOR SELECT TO souk_gateway USING (market.may_see_post(tenant_id));
            """
        ]
        let ground = try await Ground(
            [
                "0902_replaced.sql": """
                CREATE OR REPLACE FUNCTION market.by_text(tenant bigint) RETURNS boolean LANGUAGE sql STABLE SET search_path = '' AS 'SELECT false';
                CREATE OR REPLACE FUNCTION market.by_texts(tenant bigint) RETURNS boolean LANGUAGE sql STABLE SET search_path = '' AS 'SELECT false';
                """
            ], behind: made)
        let functions = try await ground.report().rules.map(\.line).filter { $0.hasPrefix("function market.") }
        #expect(functions == ["function market.by_text(bigint), behind what decides on rows of market.post: replaced"])
    }

    @Test("Tells of functions that what the files do leaves behind, and not of those that they mend")
    func functionsLeft() async throws {
        let made = [
            "0901_made.sql": """
            CREATE TABLE market.stall (tenant_id bigint NOT NULL, id int, grade int, colour text);
            CREATE FUNCTION market.graded(tenant bigint) RETURNS bigint LANGUAGE sql STABLE SET search_path = ''
              AS 'SELECT count(*) FROM market.stall WHERE grade > 3';
            CREATE FUNCTION market.mended(tenant bigint) RETURNS bigint LANGUAGE sql STABLE SET search_path = ''
              AS 'SELECT count(*) FROM market.stall WHERE grade > 4';
            CREATE FUNCTION market.coloured(tenant bigint) RETURNS bigint LANGUAGE sql STABLE SET search_path = ''
              AS 'SELECT count(colour) FROM market.stall';
            CREATE FUNCTION market.helper() RETURNS int LANGUAGE sql IMMUTABLE RETURN 1;
            CREATE FUNCTION market.grade_all() RETURNS void LANGUAGE plpgsql SET search_path = ''
              AS $$ BEGIN UPDATE market.stall SET Grade = 1; END $$;
            CREATE FUNCTION market.help() RETURNS int LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN RETURN market.helper(); END $$;
            CREATE FUNCTION market.other_grade() RETURNS int LANGUAGE plpgsql SET search_path = '' AS $$ DECLARE grade int := 2; helper int; BEGIN RETURN grade; END $$;
            """
        ]
        let report = try await Ground(
            [
                "0902_renamed.sql": """
                ALTER TABLE market.stall RENAME COLUMN grade TO rank;
                DROP FUNCTION market.helper();
                CREATE OR REPLACE FUNCTION market.mended(tenant bigint) RETURNS bigint LANGUAGE sql STABLE SET search_path = ''
                  AS 'SELECT count(*) FROM market.stall WHERE rank > 4';
                """
            ], behind: made
        ).report()
        let found = report.findings.filter { $0.code.hasPrefix("FUNCTION_BROKEN") || $0.code.hasPrefix("FUNCTION_NAMES") }
        #expect(
            found.map(\.line).sorted() == [
                "! FUNCTION_NAMES_GONE function market.grade_all(): It seems to name market.stall.grade, gone or called otherwise now: "
                    + "it would fail when it is called. Replace it in the same file, unless it means something else.",
                "! FUNCTION_NAMES_GONE function market.help(): It seems to name market.helper(), gone or called otherwise now: "
                    + "it would fail when it is called. Replace it in the same file, unless it means something else.",
                "✗ FUNCTION_BROKEN function market.graded(bigint): It fails when it is called: column \"grade\" does not exist. "
                    + "Replace it in the same file.",
            ])
        #expect(report.isWrong)
    }

    @Test("A column that must have a value is held against the rows that are there, as the copy has none")
    func values() async throws {
        let ground = try await Ground([
            "0901_values.sql": """
            ALTER TABLE market.category ADD COLUMN note text NOT NULL;
            ALTER TABLE market.category ADD COLUMN rank int NOT NULL DEFAULT 0;
            ALTER TABLE market.category ALTER COLUMN parent_id SET NOT NULL;
            ALTER TABLE market.post ADD COLUMN note text NOT NULL;
            ALTER TABLE market.category ADD COLUMN hue text;
            UPDATE market.category SET hue = 'red';
            ALTER TABLE market.category ALTER COLUMN hue SET NOT NULL;
            """
        ])
        try await ground.run(
            """
            SELECT souk.create_tenant('lotus');
            INSERT INTO market.category (tenant_id, id, slug, name) SELECT id, 1, 'tea', 'Tea' FROM souk.tenant;
            """)
        let report = try await ground.report()
        let found = report.findings.filter { $0.code.hasPrefix("NOT_NULL_") && $0.code != "NOT_NULL_CHECKED_AT_ONCE" }
        #expect(
            found.map { "\($0.state) \($0.object): \($0.text)" } == [
                "wrong ours/0901 line 1, table market.category: "
                    + "`up` will fail: market.category has rows, and note is NOT NULL without a DEFAULT.",
                "advice ours/0901 line 3, table market.category: `up` fails if a row has no parent_id.",
            ])
        #expect(report.isWrong)
    }

    @Test("A file that fails is named with its line, and the copy is dropped")
    func failing() async throws {
        let ground = try await Ground(["0901_a.sql": "SELECT 1;\nSELECT nothing"])
        let error = await #expect(throws: CommandError.self) { try await ground.report() }
        #expect(error?.description.contains("On the scratch copy: ") == true)
        #expect(error?.description.contains("0901_a.sql failed and was undone: line 2: column \"nothing\" does not exist") == true)
        #expect(try await ground.scratches() == 0)
    }

    @Test("A role that may make no databases is told what to do; one that may, and acts as the others, suffices")
    func maker() async throws {
        let ground = try await Ground(["0901_a.sql": "CREATE INDEX i ON market.post (tenant_id, title)"])
        let error = await #expect(throws: MigrationError.self) { try await ground.report(maker: "souk_migrator") }
        #expect(error?.code == "no-scratch")
        #expect(error?.description.contains("CREATE ROLE souk_planner LOGIN CREATEDB") == true)
        try await ground.run("CREATE ROLE planner_of_tests LOGIN CREATEDB NOINHERIT IN ROLE souk_migrator, souk_gateway", as: "postgres")
        let report = try await ground.report(maker: "planner_of_tests")
        #expect(report.findings.map(\.code).contains("INDEX_BLOCKS_WRITES"))
        #expect(try await ground.scratches() == 0)
    }
}

private struct NotAList: Error {}

/// A shipped database with a folder of pending files after its own.
private struct Ground {
    let database: PostgresConfiguration
    let migrations: MigrationSet

    /// - Parameter applied: files that ran before.
    init(_ files: [String: String], behind applied: [String: String] = [:]) async throws {
        database = try await ShippedDatabase.make()
        let folder = FileManager.default.temporaryDirectory.appending(path: "souk-plan-\(UUID().uuidString)/ours")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
        let folders = [ShippedDatabase.root + "/sql/system", ShippedDatabase.root + "/sql/graph", folder.path(percentEncoded: false)]
        for (name, sql) in applied { try Data(sql.utf8).write(to: folder.appending(path: name)) }
        if !applied.isEmpty {
            let connection = try await AdminConnection.connect(database.setting("user", to: "souk_migrator"))
            _ = try await Migrator(try MigrationSet.load(folders: folders), on: connection).up()
            await connection.close()
        }
        for (name, sql) in files { try Data(sql.utf8).write(to: folder.appending(path: name)) }
        migrations = try MigrationSet.load(folders: folders)
    }

    func report(maker: String = "postgres", documents: DocumentManifest = DocumentManifest()) async throws -> PlanReport {
        let real = database.setting("user", to: "souk_migrator")
        let connection = try await AdminConnection.connect(real)
        let pending = try await Migrator(migrations, on: connection).plan().pending
        await connection.close()
        return try await PlanRun(
            real: real, maker: database.setting("user", to: maker), migrations: migrations, servingRole: "souk_gateway", schemas: nil,
            options: GraphOptions(), documents: documents, smallBytes: 0
        ).report(on: pending)
    }

    func run(_ sql: String, as role: String = "souk_migrator") async throws {
        let connection = try await AdminConnection.connect(database.setting("user", to: role))
        try await connection.execute(script: sql)
        await connection.close()
    }

    /// Everything that a migration could leave in the real database.
    func digest() async throws -> String? {
        try await text(
            """
            SELECT md5(concat(
              (SELECT string_agg(c::text, ',' ORDER BY c.oid) FROM (SELECT oid, relname, relfilenode, relacl FROM pg_class) AS c),
              (SELECT string_agg(m::text, ',' ORDER BY m.folder, m.number) FROM souk.migration AS m),
              (SELECT string_agg(p::text, ',' ORDER BY p.oid) FROM (SELECT oid, proname, prosrc FROM pg_proc) AS p)))
            """)
    }

    func scratches() async throws -> Int {
        try await text("SELECT count(*) FROM pg_database WHERE datname LIKE 'souk\\_scratch\\_%'").flatMap { Int($0) } ?? -1
    }

    private func text(_ sql: String) async throws -> String? {
        let connection = try await AdminConnection.connect(database)
        let text = try await connection.query(sql).text(row: 0, column: 0)
        await connection.close()
        return text
    }
}
