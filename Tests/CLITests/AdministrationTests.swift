import Access
import Foundation
import Migrations
import Postgres
import TestDatabase
import Testing

@testable import souk

@Suite("Tenants, tokens and the demo, on the database as it is shipped")
struct AdministrationTests {
    @Test("A token is found by its digest, shown without its secret, and ends when it is revoked")
    func token() async throws {
        let connection = try await ShippedDatabase.connection()
        let tenant = try await openTenant("lotus", connection)
        var order = TokenOrder(tenant: tenant.id, role: "partner", merchants: [7, 8], scopes: ["products:read", "a \"b\""], label: "x")
        order.lifespan = Lifespan(argument: "30d")
        let issued = try await order.issue(connection)
        let digest = try #require(OpaqueToken(issued.text)).digestHex

        let row = try #require(try await TokenRow.find(digestHex: digest, connection))
        #expect((row.id, row.tenant, row.role, row.merchants, row.state) == (issued.id, "lotus", "partner", "7 8", "in force"))
        #expect(row.scopes == "products:read a \"b\"")
        #expect(row.expiresAt != nil)
        #expect(issued.text.hasPrefix(row.hint.dropLast()))
        #expect(!"\(row.json)".contains(issued.text))

        #expect(row.rate == nil)
        try await connection.query("SELECT souk.set_rate_limit($1::bigint, 'partner', 60, 20)", [String(tenant.id)])
        #expect(try await TokenRow.find(id: issued.id, connection)?.rate == RateLimit(rowsPerMinute: 60, burst: 20))

        #expect(try await connection.query("SELECT souk.revoke_token($1::bigint)", [String(issued.id)]).text(row: 0, column: 0) == "t")
        #expect(try await TokenRow.find(id: issued.id, connection)?.state == "revoked")
        #expect(try await TokenRow.list(tenant: tenant.id, ended: false, limit: 10, connection).isEmpty)
        #expect(try await TokenRow.list(tenant: nil, ended: true, limit: 10, connection).map(\.id) == [issued.id])
    }

    @Test("A token without scopes is not limited by them; one with an empty list may nothing")
    func scopes() async throws {
        let connection = try await ShippedDatabase.connection()
        let tenant = try await openTenant("lotus", connection)
        let free = try await TokenOrder(tenant: tenant.id, role: "operator").issue(connection)
        let bound = try await TokenOrder(tenant: tenant.id, role: "partner", merchants: [1], scopes: []).issue(connection)
        #expect(try await TokenRow.find(id: free.id, connection)?.scopes == nil)
        #expect(try await TokenRow.find(id: bound.id, connection)?.scopes == "")
    }

    @Test(
        "What a role must say of itself is asked for by the option's name",
        arguments: [(TokenRole.buyer, "--subject"), (.merchant, "--merchant"), (.partner, "--merchant")])
    func missing(role: TokenRole, option: String) {
        let error = #expect(throws: CommandError.self) { try role.check(TokenOrder(tenant: 1, role: role.rawValue)) }
        #expect(error?.description.contains(option) == true)
    }

    @Test("A buyer's subject that is no number is told so, rather than asked for")
    func subject() {
        let error = #expect(throws: CommandError.self) {
            try TokenRole.buyer.check(TokenOrder(tenant: 1, role: "buyer", subject: "abc"))
        }
        #expect(error?.description == "A buyer's --subject is the buyer's id, a number, and not 'abc'.")
    }

    @Test("What a token names and the tenant has not is remarked on, and a partner's without a scope")
    func remarks() async throws {
        let connection = try await ShippedDatabase.connection()
        let tenant = try await openTenant("lotus", connection)
        try await connection.query(
            "INSERT INTO market.merchant (tenant_id, id, name, slug, region, currency) VALUES ($1::bigint, 7, 'Tea', 'tea', 'x', 'EUR')",
            [String(tenant.id)])
        try await connection.query(
            "INSERT INTO market.buyer (tenant_id, id, nickname) VALUES ($1::bigint, 7, 'ann')", [String(tenant.id)])
        func remarks(_ role: TokenRole, subject: String? = nil, merchants: [Int64] = [], scopes: [String]? = nil) async -> [String] {
            let order = TokenOrder(tenant: tenant.id, role: role.rawValue, subject: subject, merchants: merchants, scopes: scopes)
            return await TokenRemarks.remarks(on: order, connection)
        }
        #expect(await remarks(.buyer, subject: "7").isEmpty)
        #expect(await remarks(.buyer, subject: "8") == ["The tenant has no buyer 8: the token is nobody's."])
        try await connection.query(
            "INSERT INTO market.merchant_staff (tenant_id, id, merchant_id, name, duty) VALUES ($1::bigint, 3, 7, 'Cy', 'service')",
            [String(tenant.id)])
        #expect(await remarks(.merchant, subject: "3", merchants: [7]).isEmpty)
        #expect(await remarks(.merchant, subject: "till 4", merchants: [7]).isEmpty)
        #expect(
            await remarks(.merchant, subject: "4", merchants: [7])
                == ["4 is no active member of the staff of these shops: the token opens nothing."])
        let strange = await remarks(.partner, merchants: [9, 7], scopes: ["products:read"])
        #expect(strange == ["The tenant has no shop 9: the token acts for nobody by it."])
        let bound = await remarks(.partner, merchants: [7], scopes: [])
        #expect(bound == ["A partner's token without a scope sees nothing beyond what needs no scope: --scope opens more."])
    }

    @Test("Shops are read whole or not at all", arguments: [("7", [7]), ("7,8", [7, 8]), ("7,x", nil), ("7,", nil), ("", [])])
    func merchants(text: String, ids: [Int64]?) {
        #expect(MerchantList(argument: text)?.ids == ids)
    }

    @Test("A tenant that does not exist is said so")
    func unknownTenant() async throws {
        let connection = try await ShippedDatabase.connection()
        await #expect(throws: CommandError.self) { try await TenantRow.named("nobody", connection) }
    }

    @Test("The demo has three tenants of uneven size with a working token for each role, and is loaded once")
    func demo() async throws {
        let connection = try await ShippedDatabase.connection()
        let seed = try DemoSeed(folder: ShippedDatabase.root + "/sql/seed")
        try await seed.load(scale: 0.02, connection)
        let tenants = try await DemoTokens(known: nil).issue(connection)
        #expect(tenants.count >= 3)
        for tenant in tenants {
            #expect(Set(tenant.tokens.keys) == Set(DemoFile.roles))
            for text in tenant.tokens.values {
                let digest = try #require(OpaqueToken(text)).digestHex
                #expect(try await TokenRow.find(digestHex: digest, connection)?.tenant == tenant.name)
            }
        }
        let buyers = try await connection.query("SELECT count(*) FROM market.buyer").text(row: 0, column: 0)
        try await seed.load(scale: 0.02, connection)
        #expect(try await connection.query("SELECT count(*) FROM market.buyer").text(row: 0, column: 0) == buyers)

        let file = DemoFile(url: "", databaseURL: "", tenants: tenants)
        #expect(try await DemoTokens(known: file).issue(connection) == tenants)
    }

    private func openTenant(_ name: String, _ connection: AdminConnection) async throws -> TenantRow {
        try await connection.query("SELECT souk.create_tenant($1)", [name])
        return try await TenantRow.named(name, connection)
    }
}
