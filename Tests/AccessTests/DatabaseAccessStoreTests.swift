import Foundation
import GraphModel
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
                expiresAt: 4_000_000_000)
            #expect(try await store.token(digest: token.digest) == record)
            #expect(try await store.token(digest: OpaqueToken.generate().digest) == nil)
            try await admin.query("SELECT souk.revoke_token($1::bigint)", [id])
            #expect(try await store.token(digest: token.digest) == nil)
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
                id: try #require(id.flatMap { Int64($0) }), tenant: 1, tenantName: "lumen", role: .operator)
            #expect(try await store.token(digest: token.digest) == record)
        }
    }
}
