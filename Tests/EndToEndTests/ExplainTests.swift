import Foundation
import JSON
import Postgres
import TestDatabase
import Testing

@Suite("souk explain")
struct ExplainTests {
    private static let database = Task { try await MarketDatabase.demo(in: .shared()) }
    private static let orders = "{ orders(first: 3) { totalCount nodes { id buyer { nickname } items(first: 2) { nodes { quantity } } } } }"

    private static let viewers: [(name: String, options: [String])] = [
        ("operator", ["--role", "operator"]), ("buyer", ["--role", "buyer", "--subject", "7"]),
        ("merchant", ["--role", "merchant", "--subject", "1", "--merchant", "3"]),
        ("partner", ["--role", "partner", "--merchants", "3,4", "--scope", "orders:read", "--scopes", "buyers:read"]),
    ]

    private func explain(_ arguments: [String]) async throws -> (code: Int32, output: String, errors: String) {
        let database = try await Self.database.value
        let address = "host=\(database["host"] ?? "") user=souk_gateway dbname=\(database["dbname"] ?? "")"
        return try await SoukProgram.outcome(of: ["explain", "--database-url", address] + arguments)
    }

    private func json(_ arguments: [String]) async throws -> JSONValue {
        let outcome = try await explain(arguments + ["--json"])
        try #require(outcome.code == 0, "\(outcome.errors)")
        return try JSONParser.parse(Array(outcome.output.utf8), limits: .init(depth: 64, size: 1 << 20))
    }

    @Test("tells each role what its statement asks of the rows, beside the database's own rule", arguments: viewers.indices)
    func guards(viewer: Int) async throws {
        let expected = [
            "operator": "all rows of the tenant", "buyer": "\"buyer_id\" is the viewer",
            "merchant": "\"merchant_id\" is a shop of the viewer", "partner": "\"merchant_id\" is a shop of the viewer",
        ]
        let report = try await json(["--tenant", "1", Self.orders] + Self.viewers[viewer].options)
        let order = try #require(report["tables"]?.items.first { $0["table"]?.string == "market.order" })
        #expect(order["inStatement"]?.string == expected[Self.viewers[viewer].name])
        #expect(order["rule"]?.string == "deal")
        #expect(order["ruleScope"]?.string == "orders:read")
        #expect(order["rowSecurity"]?.string == "on and forced")
        #expect(order["policies"]?.items.contains { $0["using"]?.string?.contains("tenant_id") == true } == true)
    }

    @Test("tells what a function gives from what a table holds")
    func functionResults() async throws {
        let report = try await json(["--tenant", "1", "--role", "buyer", "--subject", "7", "{ feed(first: 3) { nodes { title } } }"])
        let tables = try #require(report["tables"]?.items)
        let feed = try #require(tables.first { $0["table"]?.string == "market.feed" })
        #expect(feed["rowSecurity"]?.string == "that of the tables which the function reads")
        #expect(tables.first { $0["table"]?.string == "market.post" }?["rowSecurity"]?.string == "on and forced")
    }

    @Test("prints the plan as a tree: pages, rows referred to, counts")
    func tree() async throws {
        let report = try await json(["--tenant", "1", "--role", "operator", Self.orders])
        let plans = try #require(report["statements"]?.items.first?["plan"]?.items)
        #expect(plans.compactMap { $0["reads"]?.string } == ["count", "page"])
        let plan = try #require(plans.last)
        #expect(plan["table"]?.string == "market.order")
        #expect(plan["limit"]?.string == "3")
        #expect(plan["below"]?.items.compactMap { $0["reads"]?.string }.sorted() == ["page", "row referred to"])
        let text = try await explain(["--tenant", "1", "--role", "operator", Self.orders]).output
        #expect(text.contains("page: market.order t1, at most 3"))
        #expect(text.contains("in a long answer, its rows leave as they come"))
        #expect(report["statements"]?.items.map { $0["isRowwise"] } == [.bool(true)])
        #expect(text.contains("count: market.order t"))
        #expect(text.contains("├─ row referred to: market.buyer"))
        #expect(text.contains("policy reading"))
        #expect(text.contains("$1 bigint = '1'   the viewer's tenant"))
    }

    @Test("says what has a subscription read again")
    func waking() async throws {
        let shop = "subscription { products(first: 2) { nodes { name merchant { name categories(first: 1) { nodes { name } } } } } }"
        let viewer = ["--tenant", "1", "--role", "buyer", "--subject", "7"]
        let report = try await json(viewer + [shop])
        #expect(report["wokenBy"]?.items.compactMap(\.string) == ["Merchant", "Product"])
        let silent = report["tables"]?.items.filter { $0["tellsChanges"] == .bool(false) }.compactMap { $0["table"]?.string }.sorted()
        #expect(silent == ["market.category", "market.merchant_category"])
        let text = try await explain(viewer + [shop]).output
        #expect(text.contains("within half a second: when the outbox tells of a change of Merchant, Product\n"))
        #expect(text.contains("all else, as market."))
        #expect(text.contains("row that leads to it: market.merchant_category"))

        let feed = try await json(viewer + ["subscription { feed(first: 3) { nodes { title } } }"])
        #expect(feed["wokenBy"]?.items == [.string("*")])
        #expect(feed["tables"]?.items.first { $0["table"]?.string == "market.feed" }?["tellsChanges"] == .null)
        #expect(try await json(viewer + ["{ __typename }"])["wokenBy"] == .null)
    }

    @Test("guards the rows of a join table that lead to others, and is woken by them")
    func joinTables() async throws {
        let joined = "subscription { merchants(first: 2) { nodes { joinedCampaigns(first: 2) { nodes { title } } } } }"
        let report = try await json(["--tenant", "1", "--role", "buyer", "--subject", "7", joined])
        #expect(report["wokenBy"]?.items.compactMap(\.string) == ["Campaign", "CampaignParticipant", "Merchant"])
        let participants = report["tables"]?.items.first { $0["table"]?.string == "market.campaign_participant" }
        #expect(participants?["inStatement"]?.string?.contains("is_public") == true)
        #expect(participants?["rowSecurity"]?.string == "on and forced")
    }

    @Test("shows each parameter's type and value, and the form that serves several requests")
    func parameters() async throws {
        let query = "query Shop($id: ID!) { merchant(id: $id) { name } }"
        let variables = "{\"id\": \"\(TestGateway.globalID("Merchant", 12))\"}"
        let report = try await json(["--tenant", "1", "--variables", variables, query])
        let statement = try #require(report["statements"]?.items.first)
        #expect(statement["parameters"]?.items.compactMap { $0["value"]?.string } == ["1", "12"])
        #expect(statement["parameters"]?.items.compactMap { $0["type"]?.string } == ["bigint", "bigint"])
        #expect(statement["sqlForManyKeys"]?.string?.contains("unnest($2::bigint[])") == true)
    }

    @Test("asks PostgreSQL for its own plan only when told to, and sees no other viewer's rows then")
    func analyze() async throws {
        let arguments = ["--tenant", "1", "--role", "buyer", "--subject", "7", "{ orders(first: 1000) { nodes { id } } }"]
        #expect(try await json(arguments)["statements"]?.items.first?["postgres"] == nil)
        let plan = try #require(try await json(arguments + ["--analyze"])["statements"]?.items.first?["postgres"]?.items.first?["Plan"])
        let superuser = try await AdminConnection.connect(try await Self.database.value)
        let own = try await superuser.query("SELECT count(*) FROM market.\"order\" WHERE tenant_id = 1 AND buyer_id = 7")
            .text(row: 0, column: 0)
        await superuser.close()
        #expect(plan["Actual Rows"]?.canonical == own)
        let text = try await explain(arguments + ["--analyze"]).output
        #expect(text.contains("actual time="))
    }

    @Test("shows the one plan of what is planned once for all values, and how the values at hand would be served of what is not")
    func plannedOnce() async throws {
        func plan(_ query: String) async throws -> (planning: String?, plan: String?) {
            let statement = try await json(["--tenant", "1", "--role", "operator", "--analyze", query])["statements"]?.items.first
            return (statement?["planning"]?.string, statement?["postgres"]?.canonical)
        }
        let keyed = try await plan("{ orders(first: 3) { nodes { id buyer { nickname } } } }")
        #expect(keyed.planning == "once")
        #expect(keyed.plan?.contains("tenant_id = $1") == true, "\(keyed)")
        #expect(keyed.plan?.contains("Nested Loop") == true && keyed.plan?.contains("Hash") == false, "\(keyed)")
        let single = try await plan("{ merchant(id: \"\(TestGateway.globalID("Merchant", 12))\") { name } }")
        #expect(single.planning == "free", "\(single)")
        let filtered = try await plan("{ orders(first: 3, filter: { status: { eq: PAID } }) { nodes { id } } }")
        #expect(filtered.planning == "nestedLoops")
        #expect(filtered.plan?.contains("tenant_id = '1'") == true, "\(filtered)")
    }

    @Test("runs no mutation, and says so")
    func mutation() async throws {
        let writing = [
            "--tenant", "1", "--role", "buyer", "--subject", "7", "mutation { publishPost(input: { body: \"Tea\" }) { post { id } } }",
        ]
        let analyzed = try await explain(writing + ["--analyze"])
        #expect(analyzed.code != 0 && analyzed.errors.contains("a mutation is not run"), "\(analyzed.errors)")
        #expect(try await explain(writing).code == 0)
    }

    @Test("takes a tenant by its name, and says so where there is none")
    func tenant() async throws {
        let viewer = ["--role", "buyer", "--subject", "7", "{ orders { nodes { id } } }"]
        #expect(try await json(["--tenant", "bazaar"] + viewer)["settings"]?["souk.tenant"]?.string == "1")
        let unknown = try await explain(["--tenant", "nosuch"] + viewer)
        #expect(unknown.code != 0 && unknown.errors.contains("There is no active tenant 'nosuch'."))
        let missing = try await explain(viewer)
        #expect(missing.code != 0 && missing.errors.contains("--tenant says whose rows"))
    }

    @Test("says why there is no graph: the role that owns the tables, or no database at all")
    func noGraph() async throws {
        let database = try await Self.database.value
        let query = ["--tenant", "1", "{ merchants { nodes { id } } }"]
        let owner = "host=\(database["host"] ?? "") user=souk_migrator dbname=\(database["dbname"] ?? "")"
        let owning = try await SoukProgram.outcome(of: ["explain", "--database-url", owner] + query)
        #expect(owning.code != 0 && owning.errors.contains("run this as the role that serves (souk_gateway)."), "\(owning.errors)")
        let nowhere = try await SoukProgram.outcome(of: ["explain", "--database-url", "host=/nowhere user=souk_gateway"] + query)
        #expect(nowhere.code != 0 && nowhere.errors.contains("cannot be read"), "\(nowhere.errors)")
    }

    @Test("takes the viewer from a token's file")
    func token() async throws {
        let owner = try await Self.database.value.setting("user", to: "souk_migrator")
        let address = "host=\(owner["host"] ?? "") user=souk_migrator dbname=\(owner["dbname"] ?? "")"
        let issued = try await SoukProgram.outcome(
            of: ["token", "issue", "--database-url", address, "--tenant", "bazaar", "--role", "buyer", "--subject", "7", "--json"])
        let token = try #require(try JSONParser.parse(Array(issued.output.utf8))["token"]?.string, "\(issued.errors)")
        let file = FileManager.default.temporaryDirectory.appending(path: "souk-token-\(UUID().uuidString)")
        try Data(token.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let report = try await json(["--token-file", file.path(percentEncoded: false), "{ orders { nodes { id } } }"])
        #expect(report["settings"]?["souk.subject"]?.string == "7")
        #expect(report["settings"]?["souk.role"]?.string == "buyer")
    }

    @Test("shows one who is named no scope what scopes keep; no token is made for one")
    func noScope() async throws {
        let partner = ["--tenant", "1", "--role", "partner", "--merchant", "3"]
        let refused = try await explain(partner + ["--scope", "", "{ orders { nodes { id } } }"])
        #expect(refused.code != 0 && refused.errors.contains("VALIDATION"), "\(refused.errors)")
        let owner = try await Self.database.value.setting("user", to: "souk_migrator")
        let address = "host=\(owner["host"] ?? "") user=souk_migrator dbname=\(owner["dbname"] ?? "")"
        let issued = try await SoukProgram.outcome(
            of: ["token", "issue", "--database-url", address, "--tenant", "bazaar", "--role", "operator", "--scope", ""])
        #expect(issued.code != 0 && issued.output.isEmpty && issued.errors.contains("names no scope"), "\(issued.errors)")
        let slip = try await SoukProgram.outcome(
            of: ["token", "issue", "--database-url", address, "--tenant", "bazaar", "--role", "operator", "--scope", "orders:raed"])
        #expect(slip.code == 0 && !slip.output.isEmpty)
        #expect(slip.errors.contains("Nothing in the graph asks for the scope \"orders:raed\""), "\(slip.errors)")
    }

    @Test("refuses what the viewer's schema does not have, in the words that the viewer would read")
    func refusal() async throws {
        let outcome = try await explain(["--tenant", "1", "--role", "buyer", "--subject", "7", "{ merchants { nodes { monthlySales } } }"])
        #expect(outcome.code != 0)
        #expect(outcome.errors.contains("VALIDATION: Cannot query field \"monthlySales\" on type \"Merchant\"."))
    }
}
