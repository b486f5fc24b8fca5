import Access
import Execution
import GraphModel
import GraphQLLanguage
import JSON
import Planning
import Postgres
import TestDatabase
import Testing

@Suite("A token for some campaigns only")
struct RowLimitTests {
    private static let ground = Task { try await TestGateway(MarketDatabase.demo(in: .shared())) }

    private func partner(_ limits: [String: [Int64]] = [:], role: Role = .partner) async throws -> Principal {
        let tenant = try await Self.ground.value.tenant("bazaar")
        return Principal(
            tenant: tenant, role: role, subject: "1", merchants: [1], scopes: ["campaigns:read"], limits: RowLimits(limits))
    }

    private static let everything = """
        {
          campaigns(first: 1000) { totalCount nodes { databaseId } }
          campaignParticipants(first: 1000) { totalCount nodes { campaign { databaseId } } }
          merchants(first: 50) { nodes { campaigns(first: 100) { totalCount nodes { databaseId } } } }
        }
        """

    @Test("sees these, and of what belongs to campaigns theirs, by every way")
    func sees() async throws {
        let gateway = try await Self.ground.value
        let all = try await gateway.answer(Self.everything, as: try await partner())
        let ids = (all.value(at: "campaigns.nodes")?.items ?? []).compactMap { $0["databaseId"]?.string.flatMap { Int64($0) } }
        #expect(ids.count > 10)
        let chosen = Array(ids.prefix(2))
        let some = try await gateway.answer(Self.everything, as: try await partner(["campaign": chosen + [-1]]))
        #expect(some.errors.isEmpty)
        #expect(some.value(at: "campaigns.totalCount")?.canonical == "2")
        let expected = Set(chosen.map { "\"\($0)\"" })
        #expect(Set((some.value(at: "campaigns.nodes")?.items ?? []).compactMap { $0["databaseId"]?.canonical }) == expected)
        let campaigns =
            some.value(at: "campaignParticipants.nodes")?.items.compactMap { $0.value(at: "campaign.databaseId")?.canonical } ?? []
        #expect(!campaigns.isEmpty && Set(campaigns).isSubset(of: expected))
        let below = (some.value(at: "merchants.nodes")?.items ?? []).flatMap { $0.value(at: "campaigns.nodes")?.items ?? [] }
        let seenBelow = Set(below.compactMap { $0["databaseId"]?.canonical })
        #expect(seenBelow.isSubset(of: expected))
        let none = try await gateway.answer(Self.everything, as: try await partner(["campaign": []]))
        #expect(none.value(at: "campaigns.totalCount")?.canonical == "0")
        #expect(none.value(at: "campaignParticipants.totalCount")?.canonical == "0")
    }

    @Test("another campaign's id answers like one that is missing")
    func hidden() async throws {
        let gateway = try await Self.ground.value
        let ids = try await gateway.value(
            "SELECT min(id) || ' ' || max(id) FROM market.campaign WHERE tenant_id = (SELECT id FROM souk.tenant WHERE name = 'bazaar') AND status = 'live'"
        )
        let pair = try #require(ids).split(separator: " ").compactMap { Int64($0) }
        let query = { (id: Int64) in
            "{ campaign(id: \"\(GlobalID(typeName: "Campaign", key: [String(id)]).text)\") { title } node(id: \"\(GlobalID(typeName: "Campaign", key: [String(id)]).text)\") { id } }"
        }
        let limited = try await partner(["campaign": [pair[0]]])
        #expect(try await gateway.answer(query(pair[0]), as: limited).value(at: "campaign.title")?.string != nil)
        let hidden = try await gateway.answer(query(pair[1]), as: limited)
        let missing = try await gateway.answer(query(999_999_999), as: limited)
        #expect(hidden.text == missing.text)
    }

    @Test("is limited by the statement, by row security, and by each without the other")
    func walls() async throws {
        let gateway = try await Self.ground.value
        let limited = try await partner(["campaign": [1, 2]])
        let request = GraphQLRequest(query: Source("{ campaigns(first: 5) { nodes { title } } }"))
        let statement = try #require(gateway.explain(request, as: limited)?.statements.first)
        #expect(statement.sql.contains("\"id\" = ANY("))
        let free = try #require(gateway.explain(request, as: try await partner())?.statements.first)
        #expect(!free.sql.contains("\"id\" = ANY("), "a token without limits asks nothing more")
        // Row security alone: the statement of a free token, under the settings of a limited one.
        let connection = try await AdminConnection.connect(gateway.database.setting("user", to: "souk_gateway"))
        try await connection.query("BEGIN")
        for (name, value) in [
            ("souk.tenant", String(limited.tenant)), ("souk.role", "partner"), ("souk.merchant", "1"), ("souk.scopes", "campaigns:read"),
            ("souk.only", limited.limits.setting),
        ] {
            try await connection.query("SELECT set_config($1, $2, true)", [name, value])
        }
        let seen = try await connection.query("SELECT count(*) FROM market.campaign WHERE id NOT IN (1, 2)").text(row: 0, column: 0)
        try await connection.query("ROLLBACK")
        await connection.close()
        #expect(seen == "0")
    }

    @Test("Two who differ in their limits alone are not one viewer")
    func fingerprints() async throws {
        let principals = [
            try await partner(), try await partner(["campaign": []]), try await partner(["campaign": [1]]),
            try await partner(["campaign": [1, 2]]),
            try await partner(["product": [1]]),
        ]
        #expect(Set(principals).count == principals.count)
    }
}
