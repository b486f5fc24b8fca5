import Access

/// The one tenant of a database that is shown as it is: everybody is its visitor, and no token is known.
struct SingleTenant: TokenStore, TenantStore {
    func token(digest: [UInt8]) async throws -> TokenRecord? { nil }

    func tenant(_ reference: TenantReference) async throws -> Tenant? {
        Tenant(id: 0, name: "database", allowsVisitors: true)
    }
}
