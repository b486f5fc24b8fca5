import Access
import GraphModel

extension TestGateway {
    /// Viewers who differ in one thing each: tenant, role, subject, shops or scopes.
    func differingViewers() async throws -> [Principal] {
        let (bazaar, harbour) = (try await tenant("bazaar"), try await tenant("harbour"))
        return [
            Principal(tenant: bazaar, role: .operator), Principal(tenant: harbour, role: .operator),
            Principal(tenant: bazaar, role: .buyer, subject: "1"), Principal(tenant: bazaar, role: .buyer, subject: "2"),
            Principal(tenant: harbour, role: .buyer, subject: "1"),
            Principal(tenant: bazaar, role: .merchant, subject: "1", merchants: [1]),
            Principal(tenant: bazaar, role: .merchant, subject: "1", merchants: [2]),
            Principal(tenant: bazaar, role: .merchant, subject: "1", merchants: [1, 2]),
            Principal(tenant: bazaar, role: .partner, subject: "1", merchants: [1], scopes: ["orders:read"]),
            Principal(tenant: bazaar, role: .partner, subject: "1", merchants: [1], scopes: ["orders:read", "buyers:read"]),
        ]
    }
}
