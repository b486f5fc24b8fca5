import Foundation
import GraphModel
import JSON
import Logging
import NIOCore
import NIOPosix
import Postgres
import TestDatabase
import Testing

@testable import Access

@Suite("Tokens and tenants in the database")
struct DatabaseAccessStoreTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A database with the gateway's own schema, and a store that asks it as `souk_gateway`.
    private func withStore(_ body: (DatabaseAccessStore, AdminConnection) async throws -> Void) async throws {
        let cluster = try await TestCluster.shared()
        let database = try await cluster.makeDatabase(template: "access") { configuration in
            let admin = try await AdminConnection.connect(configuration)
            try await admin.execute(script: String(contentsOf: Self.root.appending(path: "sql/roles.sql"), encoding: .utf8))
            let folder = Self.root.appending(path: "sql/system")
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).filter({ $0.hasSuffix(".sql") }).sorted() {
                try await admin.execute(script: String(contentsOf: folder.appending(path: file), encoding: .utf8))
            }
            await admin.close()
        }
        let admin = try await AdminConnection.connect(database)
        let name = try await admin.query("SELECT current_database()").text(row: 0, column: 0) ?? ""
        let pool = try ConnectionPool(
            cluster.configuration(database: name, user: "souk_gateway"), on: MultiThreadedEventLoopGroup.singleton.next(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        do {
            try await body(DatabaseAccessStore(pool), admin)
            try await pool.close().get()
        } catch {
            try await pool.close().get()
            throw error
        }
        await admin.close()
    }

    @Test("A tenant is found by id, name and host while it is served")
    func tenants() async throws {
        try await withStore { store, admin in
            try await admin.query("SELECT souk.create_tenant('lumen', 'Lumen', ARRAY['Lumen.example'])")
            try await admin.query("SELECT souk.create_tenant('halcyon', 'Halcyon', visitors_allowed => false)")
            let lumen = Tenant(id: 1, name: "lumen", allowsVisitors: true)
            for reference in [TenantReference.id(1), .name("lumen"), .host("lumen.example")] {
                #expect(try await store.tenant(reference) == lumen)
            }
            #expect(try await store.tenant(.name("halcyon")) == Tenant(id: 2, name: "halcyon"))
            for reference in [
                TenantReference.id(3), .id(-1), .name(""), .name("LUMEN"), .host(""), .host("other.example"), .name("' OR true --"),
            ] {
                #expect(try await store.tenant(reference) == nil)
            }
            try await admin.query("SELECT souk.disable_tenant(1)")
            #expect(try await store.tenant(.id(1)) == nil)
        }
    }

    @Test("A token is found by its digest with all that was recorded, until it is revoked")
    func tokens() async throws {
        try await withStore { store, admin in
            try await admin.query("SELECT souk.create_tenant('lumen')")
            let token = OpaqueToken.generate()
            let hexadecimal = "\\x" + token.digest.map { String(format: "%02x", $0) }.joined()
            let id = try await admin.query(
                "SELECT souk.issue_token($1::bytea, 'souk_abc', 1, 'merchant', '77', ARRAY[5,3]::bigint[], ARRAY['a:read','b \"c\"'], expires_at => to_timestamp(4000000000))",
                [hexadecimal]
            ).text(row: 0, column: 0)
            let record = TokenRecord(
                id: try #require(id.flatMap { Int64($0) }), tenant: 1, tenantName: "lumen", role: .merchant, subject: "77",
                merchants: [5, 3], scopes: ["a:read", "b \"c\""],
                expiresAt: 4_000_000_000, rates: RateRecord(limits: [:], family: id.flatMap { Int64($0) }))
            #expect(try await store.token(digest: token.digest) == record)
            #expect(try await store.token(digest: OpaqueToken.generate().digest) == nil)
            try await admin.query("SELECT souk.revoke_token($1::bigint)", [id])
            #expect(try await store.token(digest: token.digest) == nil)
        }
    }

    @Test("The closest rate limit is on record for a tenant and for a token: the app's, the tenant's, that of all")
    func rates() async throws {
        try await withStore { store, admin in
            try await admin.query("SELECT souk.create_tenant('lumen'), souk.create_tenant('halcyon')")
            let app = try #require(try await admin.query("SELECT souk.register_app(1, 'Tea')").text(row: 0, column: 0))
            try await admin.query("SELECT souk.grant_app(1, $1::bigint, 7, '{x:read}', 'test')", [app])
            func issue(_ rest: String) async throws -> (OpaqueToken, Int64) {
                let token = OpaqueToken.generate()
                let digest = "\\x" + token.digest.map { String(format: "%02x", $0) }.joined()
                let id = try await admin.query(
                    "SELECT souk.issue_token($1::bytea, 'h', 1, 'partner', merchants => '{7}', scopes => '{x:read}', \(rest))", [digest]
                ).text(row: 0, column: 0)
                return (token, try #require(id.flatMap { Int64($0) }))
            }
            let (ofApp, first) = try await issue("app => \(app)")
            let (child, second) = try await issue("app => NULL")
            try await admin.query("UPDATE souk.token SET parent_id = \(first) WHERE id = \(second)")
            func partner(_ token: OpaqueToken) async throws -> RateLimit? {
                try await store.token(digest: token.digest)?.rates.limits[.partner]
            }
            #expect(try await store.token(digest: child.digest)?.rates == RateRecord(limits: [:], family: first))
            #expect(try await store.token(digest: ofApp.digest)?.app == Int64(app))

            try await admin.query("SELECT souk.set_rate_limit(NULL, 'partner', 100), souk.set_rate_limit(NULL, 'anonymous', 60, 5)")
            let all = RateLimit(rowsPerMinute: 100, burst: 100)
            #expect(try await partner(ofApp) == all)
            #expect(try await partner(child) == all)
            #expect(try await store.tenant(.id(2))?.rates.limits == [.partner: all, .anonymous: RateLimit(rowsPerMinute: 60, burst: 5)])
            try await admin.query(
                "SELECT souk.set_rate_limit(1, 'partner', 200, 50), souk.set_rate_limit(1, 'partner', 300, app => $1::bigint)", [app])
            #expect(try await partner(ofApp) == RateLimit(rowsPerMinute: 300, burst: 300))
            #expect(try await partner(child) == RateLimit(rowsPerMinute: 200, burst: 50))
            #expect(try await store.tenant(.name("lumen"))?.rates.limits[.partner] == RateLimit(rowsPerMinute: 200, burst: 50))
            #expect(try await store.tenant(.id(2))?.rates.limits[.partner] == all)
            try await admin.query("SELECT souk.set_rate_limit(1, 'partner', NULL, app => $1::bigint)", [app])
            #expect(try await partner(ofApp) == nil)
            #expect(try await admin.query("SELECT souk.clear_rate_limit(1, 'partner', $1::bigint)", [app]).text(row: 0, column: 0) == "t")
            #expect(try await partner(ofApp) == RateLimit(rowsPerMinute: 200, burst: 50))
            #expect(try await admin.query("SELECT souk.clear_rate_limit(1, 'partner')").text(row: 0, column: 0) == "t")
            #expect(try await admin.query("SELECT souk.clear_rate_limit(1, 'partner')").text(row: 0, column: 0) == "f")
            #expect(try await partner(ofApp) == all)
        }
    }

    @Test("A change to a limit is a change of its tenant, and one of all tenants of each")
    func rateChanges() async throws {
        try await withStore { store, admin in
            try await admin.query("SELECT souk.create_tenant('lumen'), souk.create_tenant('halcyon')")
            var epoch = try await store.changes(since: nil).epoch
            func changed(by sql: String) async throws -> Set<Int64>? {
                try await admin.query(sql)
                let changes = try await store.changes(since: epoch)
                epoch = changes.epoch
                return changes.tenants
            }
            #expect(try await changed(by: "SELECT souk.set_rate_limit(2, 'buyer', 100)") == [2])
            #expect(try await changed(by: "SELECT souk.set_rate_limit(NULL, 'buyer', 100)") == [1, 2])
            #expect(try await changed(by: "UPDATE souk.rate_limit SET tenant_id = 1 WHERE tenant_id = 2") == [1, 2])
            #expect(try await changed(by: "SELECT souk.clear_rate_limit(NULL, 'buyer')") == [1, 2])
            #expect(try await changed(by: "DELETE FROM souk.rate_limit") == [1])
            #expect(try await changed(by: "SELECT souk.clear_rate_limit(1, 'buyer')") == [])
        }
    }

    @Test("What cannot be a limit is no record, rather than one that limits nothing")
    func rateRecord() throws {
        func read(_ text: String) throws -> RateRecord? { RateRecord(try JSONParser.parse(Array(text.utf8))) }
        #expect(
            try read(#"{"limits":{"partner":[60,5]},"family":17}"#)
                == RateRecord(limits: [.partner: RateLimit(rowsPerMinute: 60, burst: 5)], family: 17))
        #expect(try read(#"{"limits":null,"family":null}"#) == RateRecord.none)
        // A role of a later version is nobody's here.
        #expect(try read(#"{"limits":{"visitor":[1,1]}}"#) == RateRecord.none)
        for text in [
            "null", "[]", #"{"limits":[]}"#, #"{"limits":{"buyer":[1]}}"#, #"{"limits":{"buyer":[1,0]}}"#,
            #"{"limits":{"buyer":[1,"2"]}}"#, #"{"limits":{"buyer":[1,2,3]}}"#, #"{"limits":{"buyer":60}}"#,
        ] {
            #expect(try read(text) == nil, "\(text)")
        }
    }

    @Test("A visitor's token without limits reads back as such")
    func plain() async throws {
        try await withStore { store, admin in
            try await admin.query("SELECT souk.create_tenant('lumen')")
            let token = OpaqueToken.generate()
            let id = try await admin.query(
                "SELECT souk.issue_token($1::bytea, 'souk_abc', 1, 'operator')",
                ["\\x" + token.digest.map { String(format: "%02x", $0) }.joined()]
            ).text(row: 0, column: 0)
            let record = TokenRecord(
                id: try #require(id.flatMap { Int64($0) }), tenant: 1, tenantName: "lumen", role: .operator,
                rates: RateRecord(limits: [:], family: id.flatMap { Int64($0) }))
            #expect(try await store.token(digest: token.digest) == record)
        }
    }
}
