package import GraphModel

/// What is on record about an opaque token in force.
package struct TokenRecord: Sendable, Hashable {
    package var id: Int64
    package var tenant: Int64
    package var tenantName: String
    package var role: Role
    package var subject: String?
    package var merchants: [Int64]
    package var scopes: [String]?
    package var limits: RowLimits
    /// Seconds since 1970; nil when the token does not expire.
    package var expiresAt: Double?
    /// The app that it is a token of.
    package var app: Int64?
    /// How much the tenant's viewers may ask for, and this app; with the first of the tokens that it was made from.
    package var rates: RateRecord

    package init(
        id: Int64, tenant: Int64, tenantName: String, role: Role, subject: String? = nil, merchants: [Int64] = [], scopes: [String]? = nil,
        limits: RowLimits = .none, expiresAt: Double? = nil, app: Int64? = nil, rates: RateRecord = .none
    ) {
        self.id = id
        self.tenant = tenant
        self.tenantName = tenantName
        self.role = role
        self.subject = subject
        self.merchants = merchants
        self.scopes = scopes
        self.limits = limits
        self.expiresAt = expiresAt
        self.app = app
        self.rates = rates
    }
}

/// Where opaque tokens are kept, by digest.
package protocol TokenStore: Sendable {
    /// Returns what is on record for a digest (`OpaqueToken.digest`) while the token is in force: not revoked, not expired, its
    /// tenant served, its app still granted. Nil otherwise. Throws when the store does not answer.
    func token(digest: [UInt8]) async throws -> TokenRecord?
}
