import Access
import Foundation
import GraphModel
import JSON
import Planning
import TestDatabase
import Testing

@Suite("Tenants do not see each other")
struct TenantTests {
    /// The demo, with a word planted in all that is not `bazaar`'s.
    private struct Ground {
        let gateway: TestGateway
        let bazaar: Int64
        let harbour: Int64
        let planted: [String]
    }

    private static let ground = Task {
        let gateway = try await TestGateway(MarketDatabase.demo(in: .shared()))
        let bazaar = try await gateway.tenant("bazaar")
        return Ground(
            gateway: gateway, bazaar: bazaar, harbour: try await gateway.tenant("harbour"),
            planted: try await Canary.plant(sparing: bazaar, through: gateway.superuser))
    }

    /// One viewer of each role, who may as much as the role ever may.
    private static func viewer(_ role: Role, of tenant: Int64) -> Principal {
        switch role {
        case .anonymous: .visitor(of: tenant)
        case .buyer: Principal(tenant: tenant, role: .buyer, subject: "1")
        case .merchant: Principal(tenant: tenant, role: .merchant, subject: "1", merchants: [1, 2, 3])
        case .partner: Principal(tenant: tenant, role: .partner, subject: "app", merchants: [1, 2], scopes: allScopes)
        case .operator: Principal(tenant: tenant, role: .operator, subject: "op")
        }
    }

    static let allScopes = [
        "buyers.contact:read", "buyers:read", "campaigns:read", "follows:read", "groups:read", "merchants.sales:read", "orders:read",
        "posts:read", "products:read", "products.stock:read", "staff.contact:read", "staff:read",
    ]

    @Test("No word of another tenant's comes out of any field, whoever asks", arguments: Role.allCases)
    func canary(role: Role) async throws {
        let ground = try await Self.ground.value
        #expect(ground.planted.count >= 20, "the word stands in \(ground.planted)")
        let own = Self.viewer(role, of: ground.bazaar)
        let queries = SchemaWalk(schema: try ground.gateway.schema(for: own)).queries()
        #expect(queries.count >= 4)
        var sung = 0
        for (field, query) in queries {
            let answer = try await ground.gateway.answer(query, as: own)
            #expect(answer.errors.isEmpty, "\(field): \(answer.errors.map(\.canonical))")
            #expect(!answer.text.contains(Canary.word), "\(role) reads another tenant's rows through \(field)")

            let stranger = try await ground.gateway.answer(query, as: Self.viewer(role, of: ground.harbour))
            #expect(!stranger.text.contains("\(Canary.word)-\(ground.harbour + 1)-"))
            if stranger.text.contains("\(Canary.word)-\(ground.harbour)-") { sung += 1 }
        }
        // The word is there to be found by those whose it is: a silent test would prove nothing.
        #expect(sung >= queries.count / 2)
    }

    private static let oneText = """
        {
          merchants(first: 60) { nodes { databaseId name campaigns(first: 10) { nodes { databaseId title
            participants(first: 20) { nodes { merchant { databaseId name } } } } } } }
          buyers(first: 300) { nodes { databaseId nickname followees(first: 5) { nodes { databaseId
            followee { __typename ... on Merchant { name } ... on Buyer { nickname } ... on Group { title: name } } } } } }
        }
        """

    @Test("One query text gives each tenant its own rows, all of them, and nothing else", arguments: ["bazaar", "harbour", "atelier"])
    func ownRows(name: String) async throws {
        let gateway = try await Self.ground.value.gateway
        let tenant = try await gateway.tenant(name)
        let answer = try await gateway.answer(Self.oneText, as: Principal(tenant: tenant, role: .operator, subject: "op"))
        #expect(answer.errors.isEmpty)
        let expected = try await gateway.json(Self.sameInSQL, [String(tenant)])
        #expect(answer.data?.sorted.canonical == expected.sorted.canonical)
    }

    private static let sameInSQL = """
        SELECT jsonb_build_object('merchants', jsonb_build_object('nodes', (
          SELECT jsonb_agg(jsonb_build_object('databaseId', m.id::text, 'name', m.name, 'campaigns', jsonb_build_object('nodes', coalesce((
            SELECT jsonb_agg(jsonb_build_object('databaseId', c.id::text, 'title', c.title, 'participants', jsonb_build_object('nodes', coalesce((
              SELECT jsonb_agg(jsonb_build_object('merchant', jsonb_build_object('databaseId', s.id::text, 'name', s.name))) FROM (
                SELECT s.id, s.name FROM market.campaign_participant p JOIN market.merchant s ON (s.tenant_id, s.id) = (p.tenant_id, p.merchant_id)
                WHERE p.tenant_id = c.tenant_id AND p.campaign_id = c.id ORDER BY p.created_at, p.campaign_id, p.merchant_id LIMIT 20) s), '[]')))) FROM (
              SELECT * FROM market.campaign c WHERE c.tenant_id = m.tenant_id AND c.merchant_id = m.id ORDER BY c.created_at DESC, c.id DESC LIMIT 10) c), '[]')))) FROM (
          SELECT * FROM market.merchant WHERE tenant_id = $1::bigint ORDER BY created_at DESC, id DESC LIMIT 60) m)),
        'buyers', jsonb_build_object('nodes', (
          SELECT jsonb_agg(jsonb_build_object('databaseId', b.id::text, 'nickname', b.nickname, 'followees', jsonb_build_object('nodes', coalesce((
            SELECT jsonb_agg(jsonb_build_object('databaseId', f.id::text, 'followee', CASE
                WHEN f.followed_merchant_id IS NOT NULL THEN jsonb_build_object('__typename', 'Merchant', 'name',
                  (SELECT name FROM market.merchant x WHERE (x.tenant_id, x.id) = (f.tenant_id, f.followed_merchant_id)))
                WHEN f.followed_buyer_id IS NOT NULL THEN jsonb_build_object('__typename', 'Buyer', 'nickname',
                  (SELECT nickname FROM market.buyer x WHERE (x.tenant_id, x.id) = (f.tenant_id, f.followed_buyer_id)))
                ELSE jsonb_build_object('__typename', 'Group', 'title',
                  (SELECT name FROM market."group" x WHERE (x.tenant_id, x.id) = (f.tenant_id, f.followed_group_id))) END)) FROM (
              SELECT * FROM market.follow f WHERE f.tenant_id = b.tenant_id AND f.follower_buyer_id = b.id ORDER BY f.created_at DESC, f.id DESC LIMIT 5) f), '[]')))) FROM (
          SELECT * FROM market.buyer WHERE tenant_id = $1::bigint ORDER BY created_at DESC, id DESC LIMIT 300) b)))
        """

    @Test("An id of a row that only another tenant has finds nothing")
    func foreignIDs() async throws {
        let ground = try await Self.ground.value
        let gateway = ground.gateway
        for (type, table, field) in [("Merchant", "merchant", "merchant"), ("Buyer", "buyer", "buyer"), ("Order", "\"order\"", "order")] {
            let only = try await gateway.value("SELECT max(id) FROM market.\(table) WHERE tenant_id = $1::bigint", [String(ground.bazaar)])
            let id = GlobalID(typeName: type, key: [try #require(only)]).text
            let query = "query ($id: ID!) { node(id: $id) { __typename } nodes(ids: [$id]) { __typename } \(field)(id: $id) { id } }"
            let variables = [JSONMember("id", .string(id))]
            let own = try await gateway.answer(query, variables, as: Self.viewer(.operator, of: ground.bazaar))
            #expect(own.value(at: "node.__typename") == .string(type))
            let foreign = try await gateway.answer(query, variables, as: Self.viewer(.operator, of: ground.harbour))
            #expect(foreign.data?.canonical == "{\"node\":null,\"nodes\":[null],\"\(field)\":null}")
            #expect(foreign.errors.isEmpty)
        }
    }

    @Test("A cursor of another tenant is refused, and so is one of another field, order or secret")
    func foreignCursors() async throws {
        let ground = try await Self.ground.value
        let gateway = ground.gateway
        let operators = (Self.viewer(.operator, of: ground.bazaar), Self.viewer(.operator, of: ground.harbour))
        let page = "query ($after: String) { merchants(first: 2, after: $after) { nodes { databaseId } pageInfo { endCursor } } }"
        let first = try await gateway.answer(page, as: operators.0)
        let cursor = [JSONMember("after", try #require(first.value(at: "merchants.pageInfo.endCursor")))]
        #expect(try await gateway.answer(page, cursor, as: operators.0).errors.isEmpty)
        #expect(try await gateway.answer(page, cursor, as: operators.1).code == "BAD_VARIABLE")
        for other in ["orders(first: 2, after: $after)", "merchants(first: 2, after: $after, orderBy: [{rating: DESC_NULLS_LAST}])"] {
            let answer = try await gateway.answer("query ($after: String) { \(other) { nodes { __typename } } }", cursor, as: operators.0)
            #expect(answer.code == "BAD_VARIABLE", "\(other)")
        }
        let text = try #require(cursor[0].value.string)
        for damaged in [String(text.dropLast()), text + "A", String(text.reversed()), "", "%00", String(repeating: "A", count: 9000)] {
            let answer = try await gateway.answer(page, [JSONMember("after", .string(damaged))], as: operators.0)
            #expect(answer.code == "BAD_VARIABLE", "\(damaged.prefix(40))")
        }
    }

    @Test("A viewer of no tenant that exists sees nothing")
    func nobody() async throws {
        let gateway = try await Self.ground.value.gateway
        for tenant: Int64 in [0, -1, 999, .max, .min] {
            let answer = try await gateway.answer(
                "{ merchants(first: 5) { totalCount nodes { name } } buyers(first: 5) { totalCount } }",
                as: Principal(tenant: tenant, role: .operator, subject: "op"))
            #expect(answer.data?.canonical == #"{"merchants":{"totalCount":0,"nodes":[]},"buyers":{"totalCount":0}}"#)
        }
    }

    @Test(
        "What settings a viewer could smuggle in stays text",
        arguments: ["1,2", "') OR true --", "1\u{0}", "\u{1F4A5}", String(repeating: "x", count: 5000)])
    func settings(subject: String) async throws {
        let ground = try await Self.ground.value
        let answer = try await ground.gateway.answer(
            "{ orders(first: 3) { totalCount } }", as: Principal(tenant: ground.bazaar, role: .buyer, subject: subject))
        #expect(answer.data?.canonical == #"{"orders":{"totalCount":0}}"# || answer.errors.count == 1)
    }
}
