import Foundation
import JSON
import Postgres
import Testing

/// Subscriptions as the built gateway serves them, over a real outbox.
@Suite("Subscriptions, served")
struct SubscriptionServedTests {
    /// Two gateways that read again only when something is known to have changed.
    private static let ground = Task {
        try await AccessGround.make(gateways: 2, options: ["--subscription-refresh", "60"])
    }

    /// Follows a product of the shop with all that its owner sees of it.
    private static func product(_ id: String) -> String { "subscription { product(id: \"\(id)\") { name } }" }

    private func product(_ place: Int, _ ground: AccessGround) async throws -> (key: String, id: String) {
        let key = try await ground.value(
            "SELECT id FROM market.product WHERE tenant_id = 1 AND merchant_id = 7 ORDER BY id OFFSET \(place) LIMIT 1")
        return (key, Data("Product:\(key)".utf8).base64EncodedString().replacing("=", with: ""))
    }

    private func rename(_ key: String, to name: String, _ ground: AccessGround, tenant: Int = 1) async throws {
        try await ground.superuser.query("UPDATE market.product SET name = $1 WHERE tenant_id = \(tenant) AND id = \(key)", [name])
    }

    /// So often was something read again, whatever came of it.
    private func readings(_ gateway: RunningSouk) async throws -> Int {
        try await gateway.get("/metrics").text.split(separator: "\n").filter { $0.hasPrefix("souk_subscription_readings_total{") }
            .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
    }

    @Test("Every gateway tells what anybody changes, once for each change")
    func everybody() async throws {
        let ground = try await Self.ground.value
        let (key, id) = try await product(0, ground)
        let token = try await ground.ownerToken()
        let clients = ground.gateways.map { EventClient.follow(Self.product(id), on: $0, token: token) }
        try await eventually { clients.allSatisfy { $0.events.count == 1 } }
        for (number, name) in ["one", "two"].enumerated() {
            try await rename(key, to: name, ground)
            try await eventually { clients.allSatisfy { $0.events.count == number + 2 } }
        }
        for client in clients { #expect(client.values(at: "data.product.name").suffix(2) == [#""one""#, #""two""#]) }
        #expect(clients[0].events[1].value(at: "extensions.cost.requested")?.canonical == "1")
    }

    @Test("What a mutation here has changed is told at once, counters too that no outbox tells of")
    func ownWrites() async throws {
        let ground = try await Self.ground.value
        let shop = Data("Merchant:8".utf8).base64EncodedString().replacing("=", with: "")
        let buyer = try await ground.value(
            """
            SELECT id FROM market.buyer b WHERE tenant_id = 1 AND NOT EXISTS
              (SELECT FROM market.follow f WHERE f.tenant_id = 1 AND f.follower_buyer_id = b.id AND f.followed_merchant_id = 8) ORDER BY id LIMIT 1
            """)
        let token = try await ground.token("buyer", "subject => '\(buyer)'").text
        let client = EventClient.follow(
            "subscription { merchant(id: \"\(shop)\") { followerCount } }", on: ground.gateways[0], token: token)
        try await eventually { client.events.count == 1 }
        let reply = try await ground.gateways[0].ask(
            "mutation { follow(input: {merchantId: \"\(shop)\"}) { follow { id } } }", token: token)
        try #require(reply.answer?.code == nil, "\(reply.text)")
        try await eventually { client.events.count == 2 }
        let counts = client.values(at: "data.merchant.followerCount").compactMap { Int($0) }
        #expect(counts.count == 2 && counts[1] == counts[0] + 1)
    }

    @Test("What others may see and this viewer may not makes no event; what another tenant does not even a reading")
    func unseen() async throws {
        let ground = try await AccessGround.make(options: ["--subscription-refresh", "60"])
        let gateway = ground.gateways[0]
        let token = try await ground.ownerToken()
        let buyer = try await ground.token("buyer", "subject => '4'").text
        let drafts = try await [AccessGround.shop, "8"].asyncMap { shop in
            try await ground.value(
                """
                UPDATE market.product SET status = 'draft' WHERE tenant_id = 1 AND id =
                  (SELECT min(id) FROM market.product WHERE tenant_id = 1 AND merchant_id = \(shop) AND status = 'listed') RETURNING id
                """)
        }
        let list = "subscription { products(first: 300, filter: {merchantId: {in: [7, 8]}}) { nodes { id name } } }"
        let (owner, visitor) = (EventClient.follow(list, on: gateway, token: token), EventClient.follow(list, on: gateway, token: buyer))
        let start = ContinuousClock.now
        try await eventually { owner.events.count == 1 && visitor.events.count == 1 }
        // What came before the first look is looked for once.
        try await eventually { try await readings(gateway) >= 1 }
        var before = 0
        while before != (try await readings(gateway)) {
            before = try await readings(gateway)
            try await Task.sleep(for: .seconds(2))
        }
        for _ in 0..<3 { try await ground.superuser.query("UPDATE market.product SET name = name || '!' WHERE tenant_id = 2") }
        // Another tenant's changes are placed before a later one of this tenant.
        try await rename(drafts[1], to: "unseen", ground)
        try await eventually { try await readings(gateway) >= before + 2 }
        let after = try await readings(gateway)
        // A minute later they are read for the clock.
        if ContinuousClock.now - start < .seconds(55) { #expect(after == before + 2) }
        #expect(owner.events.count == 1 && visitor.events.count == 1)
        try await rename(drafts[0], to: "seen by its shop", ground)
        try await eventually { owner.events.count == 2 }
        try await eventually { try await readings(gateway) >= before + 4 }
        #expect(visitor.events.count == 1)
        #expect(owner.events[1].canonical.contains("seen by its shop"))
    }

    @Test("A token that was revoked is told nothing more")
    func revoked() async throws {
        let ground = try await Self.ground.value
        let (key, id) = try await product(2, ground)
        let token = try await ground.token("merchant", "subject => '\(ground.staff())', merchants => '{7}'")
        let client = EventClient.follow(Self.product(id), on: ground.gateways[1], token: token.text)
        try await eventually { client.events.count == 1 }
        try await ground.superuser.query("SELECT souk.revoke_token(\(token.id))")
        try await eventually { try await ground.gateways[1].ask("{ merchants(first: 1) { totalCount } }", token: token.text).status == 401 }
        try await rename(key, to: "told to nobody", ground)
        try await eventually { client.isOver }
        #expect(client.isComplete)
        #expect(client.events.count == 2)
        #expect(client.events.last?.value(at: "errors.0.extensions.code")?.string == "UNAUTHENTICATED")
    }

    @Test("A subscription may ask for what a query may ask for, and for nothing else")
    func mask() async throws {
        let ground = try await Self.ground.value
        let token = try await ground.token("partner", "merchants => '{7}', scopes => '{products:read}'").text
        for field in ["orders", "changeSets"] {
            let client = EventClient.follow("subscription { \(field)(first: 1) { totalCount } }", on: ground.gateways[0], token: token)
            try await eventually { client.isOver }
            let message = client.events.first?.value(at: "errors.0.message")?.string ?? ""
            #expect(message.hasPrefix("Cannot query field \"\(field)\" on type \"Subscription\"."))
            #expect(client.isComplete && client.events.count == 1)
        }
        let sdl = try await ground.gateways[0].get("/schema.graphql", token: token).text
        let fields = ["Query", "Subscription"].map { type in
            sdl.firstRange(of: "\ntype \(type) {").map { sdl[$0.upperBound...].prefix { $0 != "}" } }
        }
        #expect(fields[0] != nil && fields[0] == fields[1])
    }

    @Test("Each reading of marked data is on record, by whom and of what, whether or not it is told")
    func recorded() async throws {
        let ground = try await AccessGround.make(options: ["--subscription-refresh", "1"])
        let token = try await ground.token("operator", "subject => '77'").text
        func records() async throws -> Int {
            try await Int(ground.value("SELECT count(*) FROM souk.audit WHERE action = 'read' AND tenant_id = 1 AND subject = '77'")) ?? -1
        }
        let client = EventClient.follow(
            "subscription { buyerContacts(first: 1) { nodes { email } } }", on: ground.gateways[0], token: token)
        try await eventually { client.events.count == 1 }
        try #require(client.events[0].value(at: "errors") == nil, "\(client.events[0].canonical)")
        // The answer, and each reading that gives the same again.
        try await eventually { try await records() >= 2 }
        #expect(client.events.count == 1)
        // And no more than were made, as soon as the last of them is counted.
        try await eventually {
            let recorded = try await records()
            return try await recorded <= readings(ground.gateways[0]) + 1
        }
        ground.gateways[0].terminate()
    }

    @Test("It counts for a rate limit at even intervals, whatever changes between; beyond that is waited")
    func limited() async throws {
        let start = ContinuousClock.now
        func elapsed() -> Int { Int((ContinuousClock.now - start).components.seconds) }
        let ground = try await AccessGround.make(options: ["--subscription-refresh", "60"])
        let impatient = try await RunningSouk.start(on: ground.database, options: ["--subscription-refresh", "1"])
        let (app, _) = try await ground.app("Limited", secret: nil)
        _ = try await ground.value("SELECT souk.grant_app(1, $1::bigint, 7, '{products:read}', 'test')", [app])
        _ = try await ground.value("SELECT souk.set_rate_limit(1, 'partner', 1, 6, $1::bigint)", [app])
        let token = try await ground.token("partner", "merchants => '{7}', scopes => '{products:read}', app => \(app)").text
        let (key, id) = try await product(3, ground)
        let client = EventClient.follow(Self.product(id), on: ground.gateways[0], token: token)
        try await eventually { client.events.count == 1 }
        for number in 1...5 {
            try await rename(key, to: "version \(number)", ground)
            try await eventually { client.events.count == number + 1 }
        }
        for left in client.values(at: "extensions.cost.remaining") {
            #expect((5 - elapsed() / 60...6 + elapsed() / 60).contains(Int(left) ?? -1))
        }

        // Here each second takes a row, until there are none.
        let waiting = EventClient.follow(Self.product(id), on: impatient, token: token)
        try await eventually { try await impatient.get("/metrics").text.contains("souk_subscription_readings_total{result=\"failed\"} 1") }
        #expect(waiting.events.count == 1 && !waiting.isOver)
        #expect(try await impatient.ask("{ merchants(first: 1) { totalCount } }", token: token).status == 429)
        try await rename(key, to: "after all", ground)
        _ = try await ground.value("SELECT souk.clear_rate_limit(1, 'partner', $1::bigint)", [app])
        // It was told when to come back, and does so then.
        try await eventually(within: .seconds(180)) { waiting.events.count == 2 }
        #expect(waiting.values(at: "data.product.name").last == #""after all""#)
    }

    @Test("There are as many as are allowed, and a place is free when one has ended")
    func places() async throws {
        let ground = try await AccessGround.make(options: ["--subscriptions", "20"])
        let token = try await ground.ownerToken()
        let (_, id) = try await product(0, ground)
        let first = EventClient.follow(Self.product(id), on: ground.gateways[0], token: token)
        try await eventually { first.events.count == 1 }
        let second = EventClient.follow(Self.product(id), on: ground.gateways[0], token: token)
        try await eventually { second.isOver }
        #expect(second.status == 429)
        #expect(second.events.isEmpty)
        // Queries over events take no place.
        let query = EventClient.follow("{ merchants(first: 1) { totalCount } }", on: ground.gateways[0], token: token)
        try await eventually { query.isComplete }
        try await ground.superuser.query("SELECT souk.disable_tenant(1)")
        try await eventually { first.isOver }
        #expect(try await ground.gateways[0].get("/metrics").text.contains("souk_subscriptions 0\n"))
    }

    @Test("What nothing tells of is found after a while; what a migration takes away ends; a gateway that ends breaks off")
    func time() async throws {
        let ground = try await AccessGround.make(options: ["--subscription-refresh", "1"])
        let shop = Data("Merchant:7".utf8).base64EncodedString().replacing("=", with: "")
        let token = try await ground.ownerToken()
        let counter = EventClient.follow(
            "subscription { merchant(id: \"\(shop)\") { followerCount } }", on: ground.gateways[0], token: token)
        let about = EventClient.follow("subscription { merchant(id: \"\(shop)\") { about } }", on: ground.gateways[0], token: token)
        try await eventually { counter.events.count == 1 && about.events.count == 1 }
        try await ground.superuser.query("UPDATE market.merchant SET follower_count = follower_count + 5 WHERE tenant_id = 1 AND id = 7")
        try await eventually { counter.events.count == 2 }
        let comment = try await ground.value(
            "SELECT col_description('market.merchant'::regclass, attnum) FROM pg_attribute WHERE attrelid = 'market.merchant'::regclass AND attname = 'about'"
        )
        try await ground.superuser.query("COMMENT ON COLUMN market.merchant.about IS '\(comment.replacing("'", with: "''")) @hidden'")
        try await eventually { about.isOver }
        #expect(about.events.last?.value(at: "errors.0.extensions.code")?.string == "VALIDATION")
        #expect(about.isComplete)
        #expect(!counter.isOver)
        ground.gateways[0].terminate()
        #expect(try await ground.gateways[0].ended() == 0)
        try await eventually { counter.isOver }
        #expect(!counter.isComplete)
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
