package import GraphModel
package import Postgres

/// Who asks: one viewer of one tenant. Everything that authorization needs, and nothing that tells how they proved it.
///
/// A class, since a copy would count the holders of each of its parts.
package final class Principal: Sendable, Hashable {
    /// The tenant whose rows exist for this viewer; no other tenant's do.
    package let tenant: Int64
    package let role: Role
    /// The id of the buyer, staff member or application; nil for visitors and for tokens without one.
    package let subject: String?
    /// The merchants that the viewer acts for: ascending, each once.
    package let merchants: [Int64]
    /// What the token may do, ascending, each once; nil when scopes do not limit it. Partners always have a list.
    package let scopes: [String]?
    /// The rows that the token is limited to; none for tokens that are not a partner's.
    package let limits: RowLimits
    /// The opaque token that was shown, by its id: for the record, and for what is made of it. Two who differ in this alone see the same.
    package let token: Int64?
    /// How much may be asked for in a time; nil where nothing limits it. Two who differ in this alone see the same.
    package let rate: RateLimit?
    /// With whom that is shared; nil for visitors, and for JWTs that name neither subject nor shop, who are told apart by their addresses.
    package let rateHolder: RateHolder?
    /// Equal exactly for principals that see the same: fit for keys of caches and of shared executions.
    package let sessionFingerprint: SessionFingerprint
    /// The settings that row security reads.
    package let sessionContext: SessionContext
    /// The same without the subject, for reads that do not ask for it: as nothing in them can be one subject's, all who agree in the rest
    /// may share them.
    package let impersonalFingerprint: SessionFingerprint
    package let impersonalContext: SessionContext

    package init(
        tenant: Int64, role: Role, subject: String? = nil, merchants: [Int64] = [], scopes: [String]? = nil, limits: RowLimits = .none,
        token: Int64? = nil, app: Int64? = nil, rates: RateRecord = .none
    ) {
        self.tenant = tenant
        self.role = role
        self.subject = subject
        self.merchants = Set(merchants).sorted()
        self.scopes = (scopes ?? (role == .partner ? [] : nil)).map { Set($0.filter { !$0.isEmpty }).sorted() }
        self.limits = limits
        self.token = token
        self.rate = rates.limits[role]
        self.rateHolder = Self.rateHolder(tenant, role, app, subject, rates.family, self.merchants)
        (sessionFingerprint, sessionContext) = Self.session(
            tenant, role, subject: subject, merchants: self.merchants, scopes: self.scopes, limits: limits)
        (impersonalFingerprint, impersonalContext) =
            subject == nil
            ? (sessionFingerprint, sessionContext)
            : Self.session(tenant, role, subject: nil, merchants: self.merchants, scopes: self.scopes, limits: limits)
    }

    private static func session(
        _ tenant: Int64, _ role: Role, subject: String?, merchants: [Int64], scopes: [String]?, limits: RowLimits
    ) -> (SessionFingerprint, SessionContext) {
        (
            SessionFingerprint(tenant: tenant, role: role, subject: subject, merchants: merchants, scopes: scopes, limits: limits),
            SessionContext(tenant: tenant, role: role, subject: subject, merchants: merchants, scopes: scopes, limits: limits)
        )
    }

    private static func rateHolder(
        _ tenant: Int64, _ role: Role, _ app: Int64?, _ subject: String?, _ family: Int64?, _ merchants: [Int64]
    ) -> RateHolder? {
        guard role != .anonymous else { return nil }
        let named = app.map(RateHolder.Who.app) ?? subject.map(RateHolder.Who.subject) ?? family.map(RateHolder.Who.token)
        return (named ?? (merchants.isEmpty ? nil : .merchants(merchants))).map { RateHolder(tenant: tenant, role: role, who: $0) }
    }

    /// Whether its rate limit is that of the address that a request comes from.
    package var isCountedByAddress: Bool { rate != nil && rateHolder == nil }

    /// How many merchants there are whose rows are the viewer's by the rules.
    package var merchantCount: MerchantCount { MerchantCount(role.actsForMerchants ? merchants.count : 0) }

    /// A visitor of a tenant, without a token.
    package static func visitor(of tenant: Int64, rates: RateRecord = .none) -> Principal {
        Principal(tenant: tenant, role: .anonymous, rates: rates)
    }

    /// Two principals are the same viewer when their fingerprints agree.
    package static func == (left: Principal, right: Principal) -> Bool {
        left.sessionFingerprint == right.sessionFingerprint
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(sessionFingerprint)
    }
}
