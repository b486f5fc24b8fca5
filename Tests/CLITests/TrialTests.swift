import Access
import GraphModel
import Postgres
import TestDatabase
import Testing

@testable import souk

@Suite("souk try")
struct TrialTests {
    private let ground = """
        SELECT souk.create_tenant('lotus'); SELECT souk.create_tenant('other');
        INSERT INTO market.buyer (tenant_id, id, nickname) SELECT t.id, b, 'Buyer ' || b FROM souk.tenant t, generate_series(7, 8) b;
        """

    private func run(_ script: String, role: String = "buyer", subject: String = "7") async throws -> (steps: [TrialStep], left: String?) {
        let database = try await ShippedDatabase.make()
        let owner = try await AdminConnection.connect(database.setting("user", to: "souk_migrator"))
        let superuser = try await AdminConnection.connect(database)
        try await superuser.execute(script: ground)
        let tenant = try await TenantRow.named("lotus", owner)
        let context = SessionContext(tenant: String(tenant.id), role: role, subject: subject)
        let steps = try await Trial(context: context, role: "souk_gateway").run(script, superuser)
        let left = try await superuser.query("SELECT current_user || ' ' || count(*) FROM market.follow").text(row: 0, column: 0)
        await owner.close()
        await superuser.close()
        return (steps, left)
    }

    @Test("A limited token keeps its limits, unless others are given")
    func limits() throws {
        let token = Principal(tenant: 1, role: .partner, merchants: [3], scopes: ["orders:read"], limits: RowLimits(["campaign": [17]]))
        #expect(TryCommand.context(of: token, limitedTo: []).only == "campaign=17")
        let other = try #require(LimitArgument(argument: "campaign=18"))
        let context = TryCommand.context(of: token, limitedTo: [other])
        #expect((context.only, context.merchant, context.scopes) == ("campaign=18", "3", "orders:read"))
    }

    @Test("Row security, functions and refusals are the viewer's; nothing stays")
    func viewer() async throws {
        let (steps, left) = try await run(
            """
            SELECT current_user, count(DISTINCT tenant_id) FROM market.buyer GROUP BY 1;
            DELETE FROM market.buyer;
            SELECT market.start_following(souk.tenant(), followed_buyer_id => 8);
            SELECT count(*) FROM market.follow;
            """)
        #expect(steps.map { $0.refusal == nil } == [true, false, true, true], "\(steps.compactMap(\.refusal))")
        #expect(steps[0].rows == [["souk_gateway", "1"]])
        #expect(steps[1].refusal?.contains("42501") == true && steps[1].refusal?.hasPrefix("line 2: ") == true)
        #expect(steps[3].rows == [["1"]])
        #expect(left == "postgres 0")
    }

    @Test("Who may not act as the role that serves is told so")
    func otherRole() async throws {
        let owner = try await AdminConnection.connect(try await ShippedDatabase.make().setting("user", to: "souk_migrator"))
        let trial = Trial(context: SessionContext(tenant: "1", role: "buyer", subject: "7"), role: "souk_gateway")
        let error = await #expect(throws: CommandError.self) { try await trial.run("SELECT 1", owner) }
        let words = "Statements run as souk_gateway: connect as that role, or as one that may act as it (GRANT souk_gateway TO …)."
        #expect(error?.description == words)
        await owner.close()
    }

    @Test("Nothing runs when a statement would end the transaction", arguments: ["COMMIT", "/* x */ end", "ROLLBACK; SELECT 1", "begin"])
    func ending(statement: String) async throws {
        let error = await #expect(throws: CommandError.self) { try await run("SELECT 1;\n" + statement) }
        #expect(error?.description.hasPrefix("Line 2 ") == true)
    }
}
