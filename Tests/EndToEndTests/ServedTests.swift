import Access
import Foundation
import GraphModel
import GraphQLSchema
import JSON
import Postgres
import TestDatabase
import Testing

/// What is offered without being asked for must be served by an index: here PostgreSQL runs every default filter and every default order of
/// every list of the shipped graph, and tells what it read.
///
/// `SOUK_PLAN_SCALE` multiplies the demo marketplaces: 1 is some 400,000 rows, 20 a marketplace of millions.
@Suite("Every filter and order that the shipped graph offers", .serialized)
struct ServedTests {
    static let scale = ProcessInfo.processInfo.environment["SOUK_PLAN_SCALE"].flatMap(Double.init) ?? 0.5

    @Test("reads no more for a page than the page, however large the tables are")
    func served() async throws {
        let gateway = try await TestGateway(MarketDatabase.demo(in: .shared(), scale: Self.scale))
        try await gateway.superuser.query("VACUUM ANALYZE")
        let viewer = Principal(tenant: try await gateway.tenant("bazaar"), role: .operator, subject: "1")
        let walk = try await InputWalk(gateway, as: viewer)
        let reader = try await PlanReader(gateway, as: viewer)
        var lists = 0
        for list in try await walk.lists() {
            lists += 1
            for arguments in try await walk.arguments(of: list) {
                let query = list.query(arguments.text)
                let bound = arguments.isInOrder ? PlanReader.bound : reader.boundOfTwoWays(in: list.table.name.name)
                let found = try await reader.excess(of: query, bound: bound)
                #expect(found == nil, "\(query)\n\(found ?? "")")
            }
        }
        // Fifteen tables, and the lists below their rows.
        #expect(lists > 40)
    }

    /// Whoever asks for all orders, say, is given their own, and waits for no more than those, however many others there are.
    @Test("reads no more for a page of what is the viewer's own, whoever asks")
    func own() async throws {
        let gateway = try await TestGateway(MarketDatabase.demo(in: .shared(), scale: Self.scale))
        try await gateway.superuser.query("VACUUM ANALYZE")
        let tenant = try await gateway.tenant("bazaar")
        // As many orders as most shops have, and one who bought there.
        let shops = try await gateway.json(
            """
            SELECT jsonb_agg(jsonb_build_object('merchant', merchant_id, 'buyer', buyer) ORDER BY n, merchant_id) FROM (
              SELECT merchant_id, count(*) AS n, min(buyer_id) AS buyer FROM market.order WHERE tenant_id = \(tenant) GROUP BY 1) s
            """
        ).items
        let shop = shops[shops.count / 2]
        for role in [Role.buyer, .merchant, .partner] {
            let viewer = Principal(
                tenant: tenant, role: role, subject: shop["buyer"]?.canonical,
                merchants: role == .buyer ? [] : [try #require(shop["merchant"].flatMap { Int64($0.canonical) })],
                scopes: role == .partner ? TenantTests.allScopes : nil)
            let reader = try await PlanReader(gateway, as: viewer)
            let walk = try await InputWalk(gateway, as: viewer)
            let lists = try await walk.lists()
            for list in lists {
                if list.parent == nil {
                    let found = try await reader.excess(of: list.query(""), bound: 10 * PlanReader.page, blocks: 100 * PlanReader.page)
                    #expect(found == nil, "\(role) \(list.field.name) \(found ?? "")")
                }
                // Partners of a shop are shown what it is.
                for arguments in role == .partner ? [] : try await walk.arguments(of: list) {
                    let query = list.query(arguments.text)
                    let bound = arguments.isInOrder ? PlanReader.bound : reader.boundOfTwoWays(in: list.table.name.name)
                    let found = try await reader.excess(of: query, bound: bound, blocks: 2 * bound)
                    #expect(found == nil, "\(role) \(query)\n\(found ?? "")")
                }
            }
            #expect(lists.count > 40)
        }
    }
}
