package import GraphModel

/// What is on record about an opaque token.
package struct TokenRecord: Sendable, Hashable {
    package var tenant: Int64
    package var role: Role
    package var subject: String?
    package var merchants: [Int64]
    package var scopes: [String]?
    /// Seconds since 1970; nil when the token does not expire.
    package var expiresAt: Double?
    package var isRevoked: Bool

    package init(
        tenant: Int64, role: Role, subject: String? = nil, merchants: [Int64] = [], scopes: [String]? = nil,
        expiresAt: Double? = nil, isRevoked: Bool = false
    ) {
        self.tenant = tenant
        self.role = role
        self.subject = subject
        self.merchants = merchants
        self.scopes = scopes
        self.expiresAt = expiresAt
        self.isRevoked = isRevoked
    }
}

/// Where opaque tokens are kept, by digest.
package protocol TokenStore: Sendable {
    /// Returns what is on record for a digest (`OpaqueToken.digest`), revoked or not; nil when there is nothing.
    /// Throws when the store does not answer.
    func token(digest: [UInt8]) async throws -> TokenRecord?
}
