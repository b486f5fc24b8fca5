import Foundation

/// Turns what a request shows into who asks.
///
/// `cached` answers at once for whoever was here within the last two seconds, which under load is nearly everybody; `principal`
/// verifies and asks the stores. Two seconds is also how long a revoked token or a disabled tenant can live on.
package final class Authenticator: Sendable {
    private let tokens: any TokenStore
    private let tenants: TenantDirectory
    private let keys: KeyRing
    private let verifier: JWTVerifier
    private let lifetime: Duration
    private let wallClock: @Sendable () -> Double
    private let verified: ExpiringCache<String, Verified>
    private let visitors: ExpiringCache<TenantReference, Principal>
    private let lookUps: SingleFlight<String, Verified>

    /// A principal, and the tenant's name to compare with the path's.
    private struct Verified: Sendable {
        let principal: Principal
        let tenantName: String
    }

    /// - Parameters:
    ///   - lifetime: how long a verified token is believed without asking again; never longer than the token's own life.
    ///   - capacity: about how many tokens, and as many visitors' tenants, are remembered.
    ///   - wallClock: seconds since 1970; tokens' times are compared with it.
    package init(
        tokens: any TokenStore, tenants: TenantDirectory, keys: KeyRing = KeyRing(), policy: JWTPolicy = JWTPolicy(),
        lifetime: Duration = .seconds(2), capacity: Int = 65_536,
        wallClock: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
    ) {
        self.tokens = tokens
        self.tenants = tenants
        self.keys = keys
        self.verifier = JWTVerifier(policy: policy)
        self.lifetime = lifetime
        self.wallClock = wallClock
        self.verified = ExpiringCache(capacity: capacity)
        self.visitors = ExpiringCache(capacity: capacity)
        self.lookUps = SingleFlight(limit: 256)
    }

    /// Returns the principal if it is known without waiting; nil says nothing but "ask `principal`".
    package func cached(_ credential: Credential) -> Principal? {
        guard let authorization = credential.authorization else {
            return credential.visited.flatMap { visitors.value(for: $0, at: .now) }
        }
        guard let known = verified.value(for: authorization, at: .now) else { return nil }
        guard credential.tenantName == nil || credential.tenantName == known.tenantName else { return nil }
        return known.principal
    }

    /// Verifies a credential. One look-up runs for all who bring the same token at the same time.
    package func principal(for credential: Credential) async throws(AccessError) -> Principal {
        guard let authorization = credential.authorization else { return try await visitor(credential) }
        let found = try await lookUps.value(for: authorization) { [self] in
            do throws(AccessError) {
                return .success(try await verify(authorization))
            } catch {
                return .failure(error)
            }
        }
        guard credential.tenantName == nil || credential.tenantName == found.tenantName else { throw AccessError(.tenantMismatch) }
        return found.principal
    }

    /// Forgets every verified token and every tenant: after a grant was withdrawn, a token revoked, a tenant disabled.
    package func invalidate() {
        tenants.invalidate()
        verified.removeAll()
        visitors.removeAll()
    }

    private func visitor(_ credential: Credential) async throws(AccessError) -> Principal {
        guard let visited = credential.visited else { throw AccessError(.credentialsMissing) }
        let start = ContinuousClock.now
        let epoch = visitors.currentEpoch
        let tenant: Tenant
        do {
            tenant = try await tenants.tenant(visited)
        } catch  where error.code == .tenantUnknown {
            // Which names exist is nobody's business: an unknown tenant and one without visitors look the same.
            throw AccessError(.credentialsMissing)
        }
        guard tenant.allowsVisitors else { throw AccessError(.credentialsMissing) }
        let principal = Principal.visitor(of: tenant.id)
        visitors.insert(principal, for: visited, until: start + lifetime, epoch: epoch)
        return principal
    }

    private func verify(_ authorization: String) async throws(AccessError) -> Verified {
        // Both from before the look-up: what it saw may have changed since.
        let start = ContinuousClock.now
        let epoch = verified.currentEpoch
        let result: Verified
        let expiry: Double?
        switch try BearerToken(authorization: authorization) {
        case .opaque(let token): (result, expiry) = try await verify(token)
        case .jwt(let token): (result, expiry) = try await verify(jwt: token)
        }
        let left = expiry.map { Duration.seconds(min(max($0 - wallClock(), 0), 3600)) } ?? lifetime
        verified.insert(result, for: authorization, until: start + min(lifetime, left), epoch: epoch)
        return result
    }

    private func verify(_ token: OpaqueToken) async throws(AccessError) -> (Verified, expiry: Double?) {
        let record: TokenRecord?
        do {
            record = try await tokens.token(digest: token.digest)
        } catch {
            throw AccessError(.unavailable)
        }
        guard let record else { throw AccessError(.tokenUnknown) }
        if let end = record.expiresAt, wallClock() >= end { throw AccessError(.expired) }
        let principal = Principal(
            tenant: record.tenant, role: record.role, subject: record.subject, merchants: record.merchants, scopes: record.scopes)
        return (Verified(principal: principal, tenantName: record.tenantName), record.expiresAt)
    }

    private func verify(jwt token: String) async throws(AccessError) -> (Verified, expiry: Double?) {
        let claims: JWTClaims
        do {
            claims = try verifier.verify(token, with: keys.current, at: wallClock())
        } catch  where error.code == .keyUnknown {
            // The issuer may have begun to sign with a new key.
            guard await keys.refreshForUnknownKey() else { throw error }
            claims = try verifier.verify(token, with: keys.current, at: wallClock())
        }
        let tenant = try await tenants.tenant(claims.tenant())
        let principal = try claims.principal(in: tenant.id)
        return (Verified(principal: principal, tenantName: tenant.name), claims.expiry)
    }
}

extension Credential {
    /// The tenant that a request without a token visits; the path's name before the host's.
    fileprivate var visited: TenantReference? {
        tenantName.map(TenantReference.name) ?? host.map(TenantReference.host)
    }
}
