/// What the gateway must know of a tenant before anything of it may be asked.
package struct Tenant: Sendable, Hashable {
    package let id: Int64
    /// The name in paths and claims: lower case, unique.
    package let name: String
    /// Whether the tenant answers those who show no token.
    package let allowsVisitors: Bool
    /// How much its viewers may ask for.
    package let rates: RateRecord

    package init(id: Int64, name: String, allowsVisitors: Bool = false, rates: RateRecord = .none) {
        self.id = id
        self.name = name
        self.allowsVisitors = allowsVisitors
        self.rates = rates
    }
}

/// How a tenant is referred to from outside.
package enum TenantReference: Sendable, Hashable {
    case id(Int64)
    case name(String)
    /// A host name without port, lower case.
    case host(String)
}

/// Where tenants are kept.
package protocol TenantStore: Sendable {
    /// Returns the tenant while it is served; nil when there is none or it is disabled. Throws when the store does not answer.
    func tenant(_ reference: TenantReference) async throws -> Tenant?
}
