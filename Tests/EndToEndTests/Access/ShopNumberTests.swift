import Access
import GraphModel
import JSON
import Planning
import TestDatabase
import Testing

/// Who acts for one shop has other statements than who acts for a few or for many; what they see differs by the shops alone.
@Suite("Who acts for one shop, for a few, for many, and for none", .serialized)
struct ShopNumberTests {
    private static let ground = Task { try await TestGateway(MarketDatabase.demo(in: .shared())) }

    private static func viewer(_ role: Role, _ shops: [Int64]) async throws -> Principal {
        let tenant = try await ground.value.tenant("bazaar")
        return Principal(tenant: tenant, role: role, subject: "1", merchants: shops, scopes: role == .partner ? TenantTests.allScopes : nil)
    }

    /// Ids of the shops with most orders in the marketplace.
    private static func shops(_ count: Int) async throws -> [Int64] {
        let gateway = try await ground.value
        let found = try await gateway.json(
            """
            SELECT jsonb_agg(merchant_id) FROM (SELECT merchant_id FROM market.order WHERE tenant_id = $1
              GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $2::int) s
            """, [String(try await gateway.tenant("bazaar")), String(count)])
        return found.items.compactMap { Int64($0.canonical) }
    }

    @Test("sees what belongs to those shops, whoever asked the same before", arguments: [Role.merchant, .partner])
    func rows(role: Role) async throws {
        let gateway = try await Self.ground.value
        let some = try await Self.shops(9)
        let query = """
            { orders(first: 1000) { totalCount nodes { merchant { databaseId } } } buyerContacts(first: 1000) { totalCount nodes { fullName } }
              orderItems { totalCount } campaignSignatures { totalCount }
              signers: merchants(filter: {campaignSignatures: {some: {}}}) { totalCount }
              others: merchants(filter: {campaignSignatures: {none: {}}}) { totalCount } merchants { totalCount } }
            """
        for shops in [[some[0]], [some[0], some[1]], [], [some[1]], Array(some[..<3]), some, [some[0]]] {
            let viewer = try await Self.viewer(role, shops)
            let answer = try await gateway.answer(query, as: viewer)
            #expect(answer.errors.isEmpty, "\(answer.text)")
            let ids = "{\(shops.map(String.init).joined(separator: ","))}"
            let expected = try await gateway.json(
                """
                SELECT jsonb_build_object(
                  'orders', (SELECT count(*) FROM market.order WHERE tenant_id = $1 AND merchant_id = ANY ($2::bigint[])),
                  'orderItems', (SELECT count(*) FROM market.order_item WHERE tenant_id = $1 AND merchant_id = ANY ($2::bigint[])),
                  'buyerContacts', (SELECT count(*) FROM market.buyer_contact c WHERE tenant_id = $1 AND EXISTS (SELECT FROM market.order o
                    WHERE o.tenant_id = $1 AND o.buyer_id = c.buyer_id AND merchant_id = ANY ($2::bigint[])
                      AND o.status NOT IN ('cancelled', 'refunded'))),
                  'campaignSignatures', (SELECT count(*) FROM market.campaign_signature s WHERE tenant_id = $1
                    AND (merchant_id = ANY ($2::bigint[]) OR EXISTS (SELECT FROM market.campaign_participant p WHERE p.tenant_id = $1
                      AND p.campaign_id = s.campaign_id AND p.merchant_id = ANY ($2::bigint[]) AND p.state = 'accepted'))),
                  'signers', (SELECT count(DISTINCT merchant_id) FROM market.campaign_signature s WHERE tenant_id = $1
                    AND (merchant_id = ANY ($2::bigint[]) OR EXISTS (SELECT FROM market.campaign_participant p WHERE p.tenant_id = $1
                      AND p.campaign_id = s.campaign_id AND p.merchant_id = ANY ($2::bigint[]) AND p.state = 'accepted'))))
                """, [String(viewer.tenant), ids])
            func total(_ list: String) -> Int? { answer.value(at: "\(list).totalCount").flatMap { Int($0.canonical) } }
            let (signers, others, all) = (total("signers") ?? -1, total("others") ?? -1, total("merchants") ?? -1)
            #expect(signers + others == all && all > 0 && shops.isEmpty == (signers == 0), "of \(shops): \(signers) + \(others), \(all)")
            for list in ["orders", "orderItems", "buyerContacts", "campaignSignatures", "signers"] {
                #expect(answer.value(at: "\(list).totalCount")?.canonical == expected[list]?.canonical, "\(list) of \(shops)")
            }
            #expect(shops.isEmpty == (expected["buyerContacts"]?.canonical == "0"))
            let sellers = (answer.value(at: "orders.nodes")?.items ?? []).compactMap { $0.value(at: "merchant.databaseId")?.string }
            #expect(Set(sellers).isSubset(of: shops.map(String.init)) && sellers.isEmpty == shops.isEmpty)
            let contacts = answer.value(at: "buyerContacts.nodes")?.items.count
            #expect(contacts.map(String.init) == answer.value(at: "buyerContacts.totalCount")?.canonical)
        }
    }

    @Test("is answered where nothing is read that belongs to shops", arguments: [Role.merchant, .partner])
    func unread(role: Role) async throws {
        let gateway = try await Self.ground.value
        let query =
            "{ merchants(first: 2) { nodes { name staff(first: 2) { nodes @include(if: false) { name } pageInfo @skip(if: true) { endCursor } } } } }"
        for shops in [try await Self.shops(1), try await Self.shops(2)] {
            let answer = try await gateway.answer(query, as: try await Self.viewer(role, shops))
            #expect(answer.errors.isEmpty && answer.value(at: "merchants.nodes")?.items.count == 2, "\(answer.text)")
        }
    }

    @Test("A cursor of one order's lines stands before or after another order's as a whole")
    func cursors() async throws {
        let gateway = try await Self.ground.value
        let viewer = try await Self.viewer(.operator, [])
        let found = try await gateway.json(
            """
            SELECT jsonb_agg(order_id ORDER BY order_id) FROM (SELECT order_id FROM market.order_item WHERE tenant_id = $1
              GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT 3) o
            """, [String(viewer.tenant)])
        let orders = found.items.map(\.canonical)
        func lines(of order: String, after cursor: String? = nil) async throws -> [JSONValue] {
            let after = cursor.map { ", after: \"\($0)\"" } ?? ""
            let answer = try await gateway.answer(
                "{ orderItems(filter: { orderId: { eq: \"\(order)\" } }\(after)) { edges { cursor node { line } } } }", as: viewer)
            #expect(answer.errors.isEmpty, "\(answer.text)")
            return answer.value(at: "orderItems.edges")?.items ?? []
        }
        let middle = try await lines(of: orders[1])
        let cursor = try #require(middle.first?["cursor"]?.string)
        let before = try await lines(of: orders[0], after: cursor)
        let own = try await lines(of: orders[1], after: cursor)
        let beyond = try await lines(of: orders[2], after: cursor)
        let whole = try await lines(of: orders[2])
        #expect(before.isEmpty && own == Array(middle.dropFirst()) && beyond == whole && whole.count > 1)
    }
}
