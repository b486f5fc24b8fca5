import Access
import GraphModel
import JSON
import Postgres
import TestDatabase
import Testing

/// Counters are set to what no count could give, so that an answer tells whether it is counted or read.
@Suite("A kept count tells nobody of what they do not see")
struct CounterTests {
    private struct Ground {
        let gateway: TestGateway
        let tenant: Int64
    }

    private static let kept = 7_000_000

    private static let ground = Task {
        let database = try await MarketDatabase.demo(in: .shared())
        let owner = try await TestGateway(database)
        let sql = """
            UPDATE market.merchant SET follower_count = \(kept), product_count = \(kept);
            UPDATE market."group" SET member_count = \(kept); UPDATE market."order" SET item_count = \(kept);
            COMMENT ON CONSTRAINT product_merchant ON market.product IS '@name(backward: "products") @counter(column: "product_count")';
            COMMENT ON CONSTRAINT campaign_participant_campaign ON market.campaign_participant IS '@counter(column: "seats")'
            """
        try await owner.superuser.execute(script: sql)
        return Ground(gateway: try await TestGateway(database), tenant: try await owner.tenant("bazaar"))
    }

    private static func viewer(_ role: Role, of tenant: Int64, scopes: [String]? = nil) -> Principal {
        switch role {
        case .anonymous: .visitor(of: tenant)
        case .buyer: Principal(tenant: tenant, role: .buyer, subject: "1")
        case .merchant: Principal(tenant: tenant, role: .merchant, subject: "1", merchants: [1, 2])
        case .partner: Principal(tenant: tenant, role: .partner, subject: "app", merchants: [1, 2], scopes: scopes)
        case .operator: Principal(tenant: tenant, role: .operator, subject: "op")
        }
    }

    private func count(_ query: String, at path: String, as viewer: Principal) async throws -> Int? {
        let answer = try await Self.ground.value.gateway.answer(query, as: viewer)
        #expect(answer.errors.isEmpty, "\(answer.errors.map(\.canonical))")
        return answer.value(at: path).flatMap { Int($0.canonical) }
    }

    @Test(
        "Followers and members are for all who are signed in, and so are their counts",
        arguments: [Role.buyer, .merchant, .partner, .operator])
    func members(role: Role) async throws {
        let tenant = try await Self.ground.value.tenant
        let viewer = Self.viewer(role, of: tenant, scopes: ["follows:read", "groups:read", "buyers:read"])
        let fields = "totalCount isCapped"
        #expect(
            try await count(
                "{ merchants(first: 1) { nodes { followers { \(fields) } } } }", at: "merchants.nodes.0.followers.totalCount", as: viewer)
                == Self.kept)
        #expect(
            try await count("{ groups(first: 1) { nodes { members { \(fields) } } } }", at: "groups.nodes.0.members.totalCount", as: viewer)
                == Self.kept)
        #expect(
            try await count(
                "{ groups(first: 1) { nodes { memberBuyers { \(fields) } } } }", at: "groups.nodes.0.memberBuyers.totalCount", as: viewer)
                == Self.kept)
        let filtered = "{ groups(first: 1) { nodes { members(filter: {joinedAt: {isNull: false}}) { totalCount } } } }"
        let counted = try #require(try await count(filtered, at: "groups.nodes.0.members.totalCount", as: viewer))
        #expect(counted < Self.kept)
    }

    @Test("Whoever has not the scope of what is counted has neither it nor its count")
    func scopes() async throws {
        let ground = try await Self.ground.value
        let partner = Self.viewer(.partner, of: ground.tenant, scopes: ["groups:read"])
        for field in ["followers", "members", "memberBuyers"] {
            let answer = try await ground.gateway.answer("{ groups(first: 1) { nodes { \(field) { totalCount } } } }", as: partner)
            #expect((answer.code == "VALIDATION") == (field != "members"), "\(field)")
        }
    }

    @Test(
        "Where some rows are hidden from somebody, only operators are told the kept count",
        arguments: [
            ("{ merchants(first: 3) { nodes { products { totalCount } } } }", "merchants.nodes.0.products.totalCount"),
            ("{ orders(first: 3) { nodes { items { totalCount } } } }", "orders.nodes.0.items.totalCount"),
        ])
    func hidden(query: String, path: String) async throws {
        let tenant = try await Self.ground.value.tenant
        for role in Role.allCases where role != .anonymous || !query.contains("orders") {
            let viewer = Self.viewer(role, of: tenant, scopes: ["products:read", "orders:read"])
            let found = try await count(query, at: path, as: viewer)
            #expect((found == Self.kept) == (role == .operator), "\(role): \(found ?? -1)")
        }
    }

    @Test("A count that is counted is the number of rows that the viewer sees")
    func visible() async throws {
        let ground = try await Self.ground.value
        let query = "{ merchants(first: 20) { nodes { databaseId products(first: 1000) { totalCount nodes { id } } } } }"
        for role in [Role.anonymous, .buyer, .merchant] {
            let answer = try await ground.gateway.answer(query, as: Self.viewer(role, of: ground.tenant))
            for merchant in answer.value(at: "merchants.nodes")?.items ?? [] {
                #expect(merchant["products"]?["totalCount"]?.canonical == String(merchant["products"]?["nodes"]?.items.count ?? -1))
            }
        }
    }
}
