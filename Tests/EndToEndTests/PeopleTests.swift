import JSON
import Postgres
import TestDatabase
import Testing

@testable import souk

/// Feeds and searches over HTTP, as buyers of the same number in two marketplaces have them.
@Suite("What people follow and look for", .serialized)
struct PeopleTests {
    private struct Ground {
        let souk: RunningSouk
        let superuser: AdminConnection
        /// The tenant's number and the token of its buyer 1, by the tenant's name.
        let buyers: [String: (tenant: Int64, token: String)]
        /// A partner's token, for products alone.
        let partner: String

        func texts(_ sql: String, _ values: [String]) async throws -> [String] {
            let rows = try await superuser.query(sql, values)
            return (0..<rows.rowCount).compactMap { rows.text(row: $0, column: 0) }
        }
    }

    private static let ground = Task {
        let database = try await MarketDatabase.demo(in: .shared())
        let owner = try await AdminConnection.connect(database.setting("user", to: "souk_migrator"))
        var buyers: [String: (tenant: Int64, token: String)] = [:]
        for tenant in try await TenantRow.all(owner) {
            buyers[tenant.name] = (tenant.id, try await TokenOrder(tenant: tenant.id, role: "buyer", subject: "1").issue(owner).text)
        }
        let bazaar = try #require(buyers["bazaar"]).tenant
        let partner = TokenOrder(tenant: bazaar, role: "partner", subject: "app", merchants: [1], scopes: ["products:read"])
        let token = try await partner.issue(owner).text
        // In the demo nobody happens to follow back.
        try await owner.query(
            """
            INSERT INTO market.follow (tenant_id, id, follower_buyer_id, followed_buyer_id, created_at)
            SELECT f.tenant_id, 9000000 + f.id, f.followed_buyer_id, f.follower_buyer_id, f.created_at FROM market.follow f
            WHERE f.followed_buyer_id IS NOT NULL AND f.id % 2 = 0 ON CONFLICT DO NOTHING
            """)
        await owner.close()
        return Ground(
            souk: try await RunningSouk.start(on: database), superuser: try await AdminConnection.connect(database), buyers: buyers,
            partner: token)
    }

    /// The whole feed, by pages.
    private func feed(by size: Int, token: String) async throws -> [String] {
        let ground = try await Self.ground.value
        var found: [String] = []
        var place = ""
        while found.count < 10_000 {
            let reply = try await ground.souk.ask(
                "{ feed(first: \(size)\(place)) { nodes { databaseId } pageInfo { hasNextPage endCursor } } }", token: token)
            let page = try #require(reply.answer, "\(reply.text)")
            try #require(page.errors.isEmpty, "\(reply.text)")
            found += (page.value(at: "feed.nodes")?.items ?? []).compactMap { $0["databaseId"]?.string }
            guard page.value(at: "feed.pageInfo.hasNextPage") == .bool(true) else { break }
            place = ", after: \"\(page.value(at: "feed.pageInfo.endCursor")?.string ?? "")\""
        }
        return found
    }

    private static let plainFeed = """
        WITH mine AS (SELECT f.* FROM market.follow f WHERE f.tenant_id = $1::bigint AND f.follower_buyer_id = 1),
        host AS (SELECT g.* FROM market."group" g JOIN mine ON g.tenant_id = mine.tenant_id AND g.id = mine.followed_group_id)
        SELECT p.id FROM market.post p WHERE p.tenant_id = $1::bigint AND p.status = 'published' AND (
          p.author_merchant_id IN (SELECT followed_merchant_id FROM mine UNION SELECT merchant_id FROM host)
          OR p.author_buyer_id IN (SELECT followed_buyer_id FROM mine UNION SELECT organizer_id FROM host))
        ORDER BY p.created_at DESC, p.id DESC
        """

    @Test("A feed walked by pages is what its buyer follows in that marketplace, each post once", arguments: [2, 5, 1000])
    func pages(size: Int) async throws {
        let ground = try await Self.ground.value
        var lengths = 0
        for (name, buyer) in ground.buyers {
            let expected = try await ground.texts(Self.plainFeed, [String(buyer.tenant)])
            #expect(try await feed(by: size, token: buyer.token) == expected, "\(name)")
            lengths += expected.count
        }
        #expect(lengths > 20)
    }

    @Test("Whom a buyer follows and who follows back is told below a page of buyers")
    func mutual() async throws {
        let ground = try await Self.ground.value
        let buyer = try #require(ground.buyers["bazaar"])
        let reply = try await ground.souk.ask(
            "{ buyers(first: 100) { nodes { databaseId mutualFollows(first: 100) { nodes { databaseId } } } } }", token: buyer.token)
        let found = try #require(reply.answer?.value(at: "buyers.nodes")?.items, "\(reply.text)").flatMap { row in
            let name = row["databaseId"]?.string ?? ""
            return (row.value(at: "mutualFollows.nodes")?.items ?? []).map { "\(name) \($0["databaseId"]?.string ?? "")" }
        }
        let expected = try await ground.texts(
            """
            SELECT b.id || ' ' || f.followed_buyer_id
            FROM (SELECT * FROM market.buyer b WHERE b.tenant_id = $1::bigint ORDER BY b.created_at DESC, b.id DESC LIMIT 100) b
            JOIN market.follow f ON f.tenant_id = b.tenant_id AND f.follower_buyer_id = b.id
            JOIN market.follow back ON back.tenant_id = b.tenant_id AND back.follower_buyer_id = f.followed_buyer_id
              AND back.followed_buyer_id = b.id
            ORDER BY b.created_at DESC, b.id DESC, f.created_at DESC, f.followed_buyer_id DESC
            """, [String(buyer.tenant)])
        #expect(found == expected)
        #expect(expected.count > 10)
    }

    @Test("What is withdrawn leaves the feed and the search at once")
    func withdrawn() async throws {
        let ground = try await Self.ground.value
        let buyer = try #require(ground.buyers["bazaar"])
        let newest = try #require(try await feed(by: 5, token: buyer.token).first)
        let key = [String(buyer.tenant), newest]
        func found() async throws -> Bool {
            let reply = try await ground.souk.ask("{ searchPosts(text: \"xylograph\") { nodes { databaseId } } }", token: buyer.token)
            return reply.answer?.value(at: "searchPosts.nodes.0.databaseId")?.string == newest
        }
        _ = try await ground.texts("UPDATE market.post SET title = 'Xylograph' WHERE (tenant_id, id) = ($1::bigint, $2::bigint)", key)
        #expect(try await !found(), "its words are not entered yet")
        _ = try await ground.texts("SELECT market.index_for_search($1::bigint, 'post', ARRAY[$2::bigint])", key)
        #expect(try await found())
        _ = try await ground.texts("UPDATE market.post SET status = 'removed' WHERE (tenant_id, id) = ($1::bigint, $2::bigint)", key)
        #expect(try await !found(), "its words are still there")
        #expect(try await !feed(by: 5, token: buyer.token).contains(newest))
        _ = try await ground.texts("UPDATE market.post SET status = 'published' WHERE (tenant_id, id) = ($1::bigint, $2::bigint)", key)
    }

    @Test("Nobody finds or follows what is not theirs to know")
    func walls() async throws {
        let ground = try await Self.ground.value
        let bazaar = try #require(ground.buyers["bazaar"])
        let harbour = try #require(ground.buyers["harbour"])
        _ = try await ground.texts(
            "UPDATE market.product SET name = 'Marimba' WHERE tenant_id = $1::bigint AND id <= 20 AND status = 'listed'",
            [String(harbour.tenant)])
        _ = try await ground.texts("SELECT market.rebuild_search($1::bigint, 'product')", [String(harbour.tenant)])
        let search = "{ searchProducts(text: \"marimba\") { nodes { name } } }"
        #expect(try await ground.souk.ask(search, token: harbour.token).text.contains("Marimba"))
        #expect(try await ground.souk.ask(search, token: bazaar.token).answer?.value(at: "searchProducts.nodes") == .array([]))
        #expect(try await ground.souk.ask(search, token: ground.partner).answer?.value(at: "searchProducts.nodes") == .array([]))

        for field in ["feed", "searchPosts(text: \"a\")", "suggestedMerchants"] {
            let query = "{ \(field) { nodes { id } } }"
            #expect(try await ground.souk.ask(query, token: ground.partner).answer?.code == "VALIDATION", "\(query)")
        }
    }
}
