import Access
import Postgres

/// A token for each role of each tenant. Those of an earlier run are kept as long as they work.
struct DemoTokens {
    /// What an earlier run wrote; nil when there is nothing, or nothing legible.
    let known: DemoFile?

    /// The partner of the demo reads what most integrators read, and nobody's contact data.
    private static let partnerScopes = [
        "campaigns:read", "groups:read", "merchants.sales:read", "orders:read", "posts:read", "products:read", "products.stock:read",
    ]

    /// Every tenant that is served, with its tokens, the largest first as the demo makes them.
    func issue(_ connection: AdminConnection) async throws -> [DemoFile.Tenant] {
        var tenants: [DemoFile.Tenant] = []
        for tenant in try await TenantRow.all(connection) where tenant.status == "active" {
            guard let cast = try await DemoCast.of(tenant.id, connection) else { continue }
            var tokens: [String: String] = [:]
            for role in DemoFile.roles {
                let old = known?.tenants.first { $0.name == tenant.name }?.tokens[role]
                if let old, try await works(old, connection) {
                    tokens[role] = old
                } else {
                    tokens[role] = try await order(role, tenant, cast).issue(connection).text
                }
            }
            tenants.append(DemoFile.Tenant(name: tenant.name, tokens: tokens))
        }
        return tenants
    }

    private func works(_ text: String, _ connection: AdminConnection) async throws -> Bool {
        guard let token = OpaqueToken(text) else { return false }
        return try await TokenRow.find(digestHex: token.digestHex, connection)?.state == "in force"
    }

    private func order(_ role: String, _ tenant: TenantRow, _ cast: DemoCast) -> TokenOrder {
        var order = TokenOrder(tenant: tenant.id, role: role, label: "demo")
        switch role {
        case "buyer": order.subject = String(cast.buyer)
        case "merchant":
            order.subject = cast.staff.map(String.init)
            order.merchants = [cast.merchant]
        case "partner":
            order.subject = "demo-app"
            order.merchants = [cast.merchant]
            order.scopes = Self.partnerScopes
        case "operator": order.subject = "demo-operator"
        default: break
        }
        return order
    }
}
