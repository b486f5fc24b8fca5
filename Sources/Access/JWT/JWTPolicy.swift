/// What a JWT must say to be believed, beside being signed.
package struct JWTPolicy: Sendable, Hashable {
    /// The issuers that are accepted; nil accepts any that holds a configured key.
    package var issuers: Set<String>?
    /// Audiences of which the token must name one; nil accepts any.
    package var audiences: Set<String>?
    /// How far the clocks of issuer and gateway may differ, in seconds.
    package var leeway: Double
    /// A token without an end is refused unless this is false.
    package var requiresExpiry: Bool
    package var claims: ClaimNames

    package init(
        issuers: Set<String>? = nil, audiences: Set<String>? = nil, leeway: Double = 30, requiresExpiry: Bool = true,
        claims: ClaimNames = ClaimNames()
    ) {
        self.issuers = issuers
        self.audiences = audiences
        self.leeway = leeway
        self.requiresExpiry = requiresExpiry
        self.claims = claims
    }

    /// Which claims make up a principal.
    package struct ClaimNames: Sendable, Hashable {
        /// The tenant's id (a number) or its name.
        package var tenant = "tenant"
        package var role = "role"
        package var subject = "sub"
        /// One id or a list of them; either name, or both.
        package var merchants = ["merchant", "merchants"]
        /// A text with blanks between, or a list; either name, or both.
        package var scopes = ["scope", "scopes"]

        package init() {}
    }
}
