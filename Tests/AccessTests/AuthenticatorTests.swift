import Crypto
import GraphModel
import Testing

@testable import Access

@Suite("Who asks")
struct AuthenticatorTests {
    private let tokens = MemoryTokens()
    private let tenants = MemoryTenants(
        [Tenant(id: 1, name: "lumen", allowsVisitors: true), Tenant(id: 2, name: "halcyon")],
        hosts: ["lumen.example": 1, "halcyon.example": 2])
    private let keys: TestKeys

    init() throws { keys = try TestKeys.shared.get() }

    /// Remembers for as long as any test runs, unless the test is about forgetting.
    private func authenticator(lifetime: Duration = .seconds(600)) async throws -> Authenticator {
        Authenticator(
            tokens: tokens, tenants: TenantDirectory(store: tenants, lifetime: lifetime), keys: try await ring(), lifetime: lifetime,
            wallClock: { now })
    }

    private func ring() async throws -> KeyRing {
        let ring = KeyRing(sources: [.jwksURL("memory")], patience: .seconds(60)) { [keys] _ throws(KeyError) in
            let ed = TestKeys.base64URL(Array(keys.ed25519.publicKey.rawRepresentation))
            return Array(#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"\#(ed)"}]}"#.utf8)
        }
        try await ring.load()
        return ring
    }

    private func code(_ authenticator: Authenticator, _ credential: Credential) async -> AccessError.Code? {
        do throws(AccessError) {
            _ = try await authenticator.principal(for: credential)
            return nil
        } catch {
            return error.code
        }
    }

    private func issue(tenant: Int64 = 1, expiresAt: Double? = nil) -> (OpaqueToken, Credential) {
        let token = OpaqueToken.generate()
        tokens.set(
            TokenRecord(
                id: 1, tenant: tenant, tenantName: tenant == 1 ? "lumen" : "halcyon", role: .merchant, subject: "5", merchants: [8],
                expiresAt: expiresAt),
            for: token)
        return (token, Credential(authorization: "Bearer \(token.text)"))
    }

    @Test("A verified token is known at once afterwards, and asked for once by many")
    func cached() async throws {
        let authenticator = try await authenticator()
        let (_, credential) = issue()
        #expect(authenticator.cached(credential) == nil)
        let principals = try await withThrowingTaskGroup { group in
            for _ in 0..<50 { group.addTask { try await authenticator.principal(for: credential) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(principals == [Principal(tenant: 1, role: .merchant, subject: "5", merchants: [8])])
        #expect(tokens.lookUps == 1)
        #expect(authenticator.cached(credential) == principals.first)
    }

    @Test("A viewer has the limit of the role: a visitor's and a JWT's the tenant's, an opaque token's its own")
    func rates() async throws {
        let limit = RateLimit(rowsPerMinute: 60, burst: 5)
        let limited = MemoryTenants(
            [Tenant(id: 1, name: "lumen", allowsVisitors: true, rates: RateRecord(limits: [.anonymous: limit, .buyer: limit]))],
            hosts: ["lumen.example": 1])
        let authenticator = Authenticator(
            tokens: tokens, tenants: TenantDirectory(store: limited), keys: try await ring(), wallClock: { now })
        #expect(try await authenticator.principal(for: Credential(host: "lumen.example")).rate == limit)
        let buyer = try await authenticator.principal(for: Credential(authorization: "Bearer \(keys.token(.edDSA))"))
        #expect(buyer.rate == limit && buyer.rateHolder == RateHolder(tenant: 1, role: .buyer, who: .subject("42")))
        // The app's own, whatever the tenant's is.
        let token = OpaqueToken.generate()
        let own = RateLimit(rowsPerMinute: 7, burst: 7)
        tokens.set(
            TokenRecord(
                id: 1, tenant: 1, tenantName: "lumen", role: .partner, merchants: [8], scopes: [], app: 3,
                rates: RateRecord(limits: [.partner: own], family: 1)), for: token)
        let partner = try await authenticator.principal(for: Credential(authorization: "Bearer \(token.text)"))
        #expect(partner.rate == own && partner.rateHolder == RateHolder(tenant: 1, role: .partner, who: .app(3)))
    }

    @Test("A revoked token stops working: at once when told, else when its time in the cache is over")
    func revoked() async throws {
        let authenticator = try await authenticator(lifetime: .seconds(1))
        let (token, credential) = issue()
        #expect(await code(authenticator, credential) == nil)
        tokens.set(nil, for: token)
        #expect(authenticator.cached(credential) != nil)
        try await Task.sleep(for: .milliseconds(1100))
        #expect(authenticator.cached(credential) == nil)
        #expect(await code(authenticator, credential) == .tokenUnknown)

        let (_, other) = issue()
        #expect(await code(authenticator, other) == nil)
        authenticator.invalidate()
        #expect(authenticator.cached(other) == nil)
    }

    @Test("An expired token is not believed, and a token is not kept beyond its end")
    func expiry() async throws {
        let authenticator = try await authenticator()
        #expect(await code(authenticator, issue(expiresAt: now - 1).1) == .expired)
        let (_, credential) = issue(expiresAt: now + 1)
        #expect(await code(authenticator, credential) == nil)
        try await Task.sleep(for: .milliseconds(1100))
        #expect(authenticator.cached(credential) == nil)
    }

    @Test("A store that does not answer means later, not no")
    func unavailable() async throws {
        let authenticator = try await authenticator()
        let (_, credential) = issue()
        tokens.setReachable(false)
        #expect(await code(authenticator, credential) == .unavailable)
        tokens.setReachable(true)
        #expect(await code(authenticator, credential) == nil)
    }

    @Test("A JWT gives the principal its claims describe, and stops when its tenant is disabled")
    func jwt() async throws {
        let authenticator = try await authenticator(lifetime: .seconds(1))
        let credential = Credential(authorization: "bearer  \(try keys.token(.edDSA))")
        #expect(try await authenticator.principal(for: credential) == Principal(tenant: 1, role: .buyer, subject: "42"))
        #expect(authenticator.cached(credential) != nil)
        tenants.disable(1)
        try await Task.sleep(for: .milliseconds(1100))
        #expect(authenticator.cached(credential) == nil)
        #expect(await code(authenticator, credential) == .tenantUnknown)
    }

    @Test("A token is good for its own tenant's path only, cached or not")
    func mismatch() async throws {
        let authenticator = try await authenticator()
        var (_, credential) = issue(tenant: 1)
        credential.tenantName = "halcyon"
        #expect(await code(authenticator, credential) == .tenantMismatch)
        #expect(authenticator.cached(credential) == nil)
        credential.tenantName = "lumen"
        #expect(authenticator.cached(credential) != nil)
    }

    @Test("A visitor is let in where the named tenant admits visitors, and learns nothing of the others")
    func visitors() async throws {
        let authenticator = try await authenticator()
        for credential in [
            Credential(tenantName: "lumen"), Credential(host: "lumen.example"), Credential(tenantName: "lumen", host: "halcyon.example"),
        ] {
            #expect(try await authenticator.principal(for: credential) == .visitor(of: 1))
            #expect(authenticator.cached(credential) == .visitor(of: 1))
        }
        for credential in [
            Credential(), Credential(tenantName: "halcyon"), Credential(tenantName: "nobody"), Credential(host: "halcyon.example"),
        ] {
            #expect(await code(authenticator, credential) == .credentialsMissing)
        }
    }

    @Test(
        "What is no bearer token is refused",
        arguments: [
            ("", .headerMalformed), ("Bearer", .headerMalformed), ("Bearer ", .headerMalformed), ("Basic dXNlcjpwYXNz", .headerMalformed),
            ("souk_x", .headerMalformed), ("Bearer abc", .malformed), ("Bearer souk_x", .malformed), ("Bearer a b.c.d", .malformed),
            ("Bearer " + String(repeating: "a", count: 9000), .malformed),
        ] as [(String, AccessError.Code)])
    func malformed(authorization: String, expected: AccessError.Code) async throws {
        let authenticator = try await authenticator()
        #expect(await code(authenticator, Credential(authorization: authorization)) == expected)
    }
}
