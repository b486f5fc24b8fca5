import Foundation
import Synchronization

/// Turns what a request shows into who asks.
///
/// `cached` answers at once for whoever is known, which under load is nearly everybody; `principal` verifies and asks the stores. Who was
/// verified is known for a second, and for a minute as long as `AccessUpkeep` confirms that no token, grant, app or tenant has changed:
/// what is revoked or disabled is over within two seconds, whatever is lost on the way.
package final class Authenticator: Sendable {
    private let tokens: any TokenStore
    private let tenants: TenantDirectory
    private let keys: KeyRing
    private let verifier: JWTVerifier
    private let lifetime: Duration
    private let confirmedLifetime: Duration
    private let wallClock: @Sendable () -> Double
    private let verified: ExpiringCache<String, Verified>
    private let visitors: ExpiringCache<TenantReference, Verified>
    private let lookUps: SingleFlight<String, Verified>
    /// For tokens that were not seen to be good lately: anybody can make up such, and those who are known must not wait behind them.
    private let strangers: SingleFlight<String, Verified>
    private let good: ExpiringCache<String, Bool>
    /// Tenants of which something changed, to be forgotten in a moment.
    private let changed = Mutex<Set<Int64>>([])
    /// When tenants were forgotten: what was looked up before then is not kept.
    private let forgotten = Mutex<[Int64: ContinuousClock.Instant]>([:])
    private let confirmation = Confirmation()
    private let used = Mutex<Set<Int64>>([])

    private final class Verified: Sendable {
        let principal: Principal
        /// To compare with the path's.
        let tenantName: String
        /// Until when it is believed though nobody confirms it.
        let freshUntil: ContinuousClock.Instant

        init(principal: Principal, tenantName: String, freshUntil: ContinuousClock.Instant) {
            self.principal = principal
            self.tenantName = tenantName
            self.freshUntil = freshUntil
        }
    }

    /// - Parameters:
    ///   - lifetime: how long a verified token is believed without asking again; never longer than the token's own life.
    ///   - confirmedLifetime: the same, as long as `confirm` is called and nothing changes.
    ///   - capacity: about how many tokens, and as many visitors' tenants, are remembered.
    ///   - wallClock: seconds since 1970; tokens' times are compared with it.
    package init(
        tokens: any TokenStore, tenants: TenantDirectory, keys: KeyRing = KeyRing(), policy: JWTPolicy = JWTPolicy(),
        lifetime: Duration = .seconds(1), confirmedLifetime: Duration = .seconds(60), capacity: Int = 65_536,
        wallClock: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
    ) {
        self.tokens = tokens
        self.tenants = tenants
        self.keys = keys
        self.verifier = JWTVerifier(policy: policy)
        self.lifetime = lifetime
        self.confirmedLifetime = max(lifetime, confirmedLifetime)
        self.wallClock = wallClock
        self.verified = ExpiringCache(capacity: capacity)
        self.visitors = ExpiringCache(capacity: capacity)
        self.lookUps = SingleFlight(limit: 1024)
        self.strangers = SingleFlight(limit: 256)
        self.good = ExpiringCache(capacity: capacity)
    }

    /// Returns the principal if it is known without waiting; nil says nothing but "ask `principal`".
    package func cached(_ credential: Credential) -> Principal? {
        let now = ContinuousClock.now
        guard let authorization = credential.authorization else {
            let known = credential.visited.flatMap { visitors.value(for: $0, at: now) }
            return known.flatMap { isBelieved($0, at: now) ? $0.principal : nil }
        }
        guard let known = verified.value(for: authorization, at: now), isBelieved(known, at: now) else { return nil }
        guard credential.tenantName == nil || credential.tenantName == known.tenantName else { return nil }
        return known.principal
    }

    /// Verifies a credential. One look-up runs for all who bring the same token at the same time.
    package func principal(for credential: Credential) async throws(AccessError) -> Principal {
        guard let authorization = credential.authorization else { return try await visitor(credential) }
        let isKnown = good.value(for: authorization, at: .now) != nil
        let found = try await (isKnown ? lookUps : strangers).value(for: authorization) { [self] in
            do throws(AccessError) {
                return .success(try await verify(authorization))
            } catch {
                if isKnown, error.code != .unavailable { good.remove(authorization) }
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

    /// Forgets in a moment what is known of a tenant, of which a token, grant or app was changed, or itself; with all that are told of
    /// meanwhile, since looking through what is known takes a while.
    package func noteChange(of tenant: Int64) {
        let isFirst = changed.withLock { changed in
            changed.insert(tenant)
            return changed.count == 1
        }
        guard isFirst else { return }
        Task { [self] in
            try? await Task.sleep(for: .milliseconds(20))
            forget(
                changed.withLock { changed in
                    defer { changed = [] }
                    return changed
                })
        }
    }

    /// The number that the ledger said last; nil before the first look.
    var confirmedEpoch: Int64? { confirmation.lastEpoch }

    /// Takes what the ledger said at a time: forgets what is known of the tenants that changed.
    func confirm(_ changes: AccessChanges, asOf start: ContinuousClock.Instant) {
        guard confirmation.take(changes.epoch, asOf: start) else { return }
        if let tenants = changes.tenants { forget(tenants) } else { invalidate() }
    }

    private func forget(_ changed: Set<Int64>) {
        let now = ContinuousClock.now
        forgotten.withLock { forgotten in
            // No look-up takes a minute.
            forgotten = forgotten.filter { now - $0.value < .seconds(60) }
            for tenant in changed { forgotten[tenant] = now }
        }
        tenants.forget(changed)
        verified.remove { changed.contains($0.principal.tenant) }
        visitors.remove { changed.contains($0.principal.tenant) }
    }

    /// The opaque tokens that were verified since the last call.
    func takeUsedTokens() -> [Int64] {
        used.withLock { used in
            defer { used = [] }
            return used.sorted()
        }
    }

    private func wasForgotten(_ tenant: Int64, since start: ContinuousClock.Instant) -> Bool {
        forgotten.withLock { $0[tenant].map { $0 >= start } ?? false }
    }

    private func isBelieved(_ known: Verified, at now: ContinuousClock.Instant) -> Bool {
        now < known.freshUntil || confirmation.holds(at: now)
    }

    private func visitor(_ credential: Credential) async throws(AccessError) -> Principal {
        guard let visited = credential.visited else { throw AccessError(.credentialsMissing) }
        let start = ContinuousClock.now
        let epoch = visitors.currentEpoch
        let tenant: Tenant
        do {
            tenant = try await tenants.tenant(visited, isVisit: true)
        } catch  where error.code == .tenantUnknown {
            // Which names exist is nobody's business: an unknown tenant and one without visitors look the same.
            throw AccessError(.credentialsMissing)
        }
        guard tenant.allowsVisitors else { throw AccessError(.credentialsMissing) }
        let result = Verified(
            principal: .visitor(of: tenant.id, rates: tenant.rates), tenantName: tenant.name, freshUntil: start + lifetime)
        visitors.insert(result, for: visited, until: start + confirmedLifetime, epoch: epoch)
        if wasForgotten(tenant.id, since: start) { visitors.remove(visited) }
        return result.principal
    }

    private func verify(_ authorization: String) async throws(AccessError) -> Verified {
        // Both from before the look-up: what it saw may have changed since.
        let start = ContinuousClock.now
        let epoch = verified.currentEpoch
        let principal: Principal
        let tenantName: String
        let expiry: Double?
        switch try BearerToken(authorization: authorization) {
        case .opaque(let token): (principal, tenantName, expiry) = try await verify(token)
        case .jwt(let token): (principal, tenantName, expiry) = try await verify(jwt: token)
        }
        let left = expiry.map { Duration.seconds(min(max($0 - wallClock(), 0), 3600)) } ?? confirmedLifetime
        let result = Verified(principal: principal, tenantName: tenantName, freshUntil: start + lifetime)
        verified.insert(result, for: authorization, until: start + min(confirmedLifetime, left), epoch: epoch)
        if wasForgotten(principal.tenant, since: start) { verified.remove(authorization) }
        good.insert(true, for: authorization, until: start + .seconds(3600), epoch: good.currentEpoch)
        return result
    }

    private func verify(_ token: OpaqueToken) async throws(AccessError) -> (Principal, tenantName: String, expiry: Double?) {
        let record: TokenRecord?
        do {
            record = try await tokens.token(digest: token.digest)
        } catch {
            throw AccessError(.unavailable)
        }
        guard let record else { throw AccessError(.tokenUnknown) }
        if let end = record.expiresAt, wallClock() >= end { throw AccessError(.expired) }
        let principal = Principal(
            tenant: record.tenant, role: record.role, subject: record.subject, merchants: record.merchants, scopes: record.scopes,
            limits: record.limits, token: record.id, app: record.app, rates: record.rates)
        used.withLock { _ = $0.insert(record.id) }
        return (principal, record.tenantName, record.expiresAt)
    }

    private func verify(jwt token: String) async throws(AccessError) -> (Principal, tenantName: String, expiry: Double?) {
        let claims: JWTClaims
        do {
            claims = try verifier.verify(token, with: keys.current, at: wallClock())
        } catch  where error.code == .keyUnknown {
            // The issuer may have begun to sign with a new key.
            guard await keys.refreshForUnknownKey() else { throw error }
            claims = try verifier.verify(token, with: keys.current, at: wallClock())
        }
        let tenant = try await tenants.tenant(claims.tenant())
        let principal = try claims.principal(in: tenant.id, rates: tenant.rates)
        return (principal, tenant.name, claims.expiry)
    }
}

extension Credential {
    /// The tenant that a request without a token visits; the path's name before the host's.
    fileprivate var visited: TenantReference? {
        tenantName.map(TenantReference.name) ?? host.map(TenantReference.host)
    }
}
