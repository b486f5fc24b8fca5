/// Knows tenants by id, name and host, and asks the store again when what it knows is older than a second.
package final class TenantDirectory: Sendable {
    private let store: any TenantStore
    private let lifetime: Duration
    // An absent tenant is remembered too, or made-up names would each cost a query every time.
    private let known: ExpiringCache<TenantReference, Tenant?>
    private let flights: SingleFlight<TenantReference, Tenant?>
    /// Host names and paths are anybody's to make up: looking for those must not keep a token's tenant from being found.
    private let visits: SingleFlight<TenantReference, Tenant?>

    package init(store: any TenantStore, lifetime: Duration = .seconds(1), capacity: Int = 16_384) {
        self.store = store
        self.lifetime = lifetime
        self.known = ExpiringCache(capacity: capacity)
        self.flights = SingleFlight(limit: 64)
        self.visits = SingleFlight(limit: 64)
    }

    /// Returns a tenant that may be asked: throws `tenantUnknown` or `unavailable`.
    ///
    /// - Parameter isVisit: whether a visitor names it, and no token.
    package func tenant(_ reference: TenantReference, isVisit: Bool = false) async throws(AccessError) -> Tenant {
        guard let tenant = try await find(reference, by: isVisit ? visits : flights) else { throw AccessError(.tenantUnknown) }
        return tenant
    }

    /// Forgets everything: what is asked next is asked of the store.
    package func invalidate() {
        known.removeAll()
    }

    /// Forgets these tenants.
    func forget(_ tenants: Set<Int64>) {
        known.remove { $0.map { tenants.contains($0.id) } ?? false }
    }

    private func find(
        _ reference: TenantReference, by flights: SingleFlight<TenantReference, Tenant?>
    ) async throws(AccessError) -> Tenant? {
        let now = ContinuousClock.now
        if let tenant = known.value(for: reference, at: now) { return tenant }
        return try await flights.value(for: reference) { [store, known, lifetime] in
            let epoch = known.currentEpoch
            do {
                let tenant = try await store.tenant(reference)
                known.insert(tenant, for: reference, until: now + lifetime, epoch: epoch)
                return .success(tenant)
            } catch {
                return .failure(AccessError(.unavailable))
            }
        }
    }
}
