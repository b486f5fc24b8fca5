import Synchronization

@testable import Access

/// Tokens in memory, with a count of how often they were looked up.
final class MemoryTokens: TokenStore {
    struct Unreachable: Error {}

    private let state = Mutex((records: [[UInt8]: TokenRecord](), lookUps: 0, isReachable: true))

    var lookUps: Int { state.withLock { $0.lookUps } }

    func set(_ record: TokenRecord?, for token: OpaqueToken) {
        state.withLock { $0.records[token.digest] = record }
    }

    func setReachable(_ isReachable: Bool) {
        state.withLock { $0.isReachable = isReachable }
    }

    func token(digest: [UInt8]) async throws -> TokenRecord? {
        // Long enough for others to ask for the same meanwhile.
        try await Task.sleep(for: .milliseconds(5))
        return try state.withLock { state in
            state.lookUps += 1
            guard state.isReachable else { throw Unreachable() }
            return state.records[digest]
        }
    }
}

/// Tenants in memory.
final class MemoryTenants: TenantStore {
    private let tenants: Mutex<[Tenant]>
    private let hosts: [String: Int64]

    init(_ tenants: [Tenant], hosts: [String: Int64] = [:]) {
        self.tenants = Mutex(tenants)
        self.hosts = hosts
    }

    func disable(_ id: Int64) {
        tenants.withLock { $0.removeAll { $0.id == id } }
    }

    func tenant(_ reference: TenantReference) async throws -> Tenant? {
        tenants.withLock { tenants in
            switch reference {
            case .id(let id): tenants.first { $0.id == id }
            case .name(let name): tenants.first { $0.name == name }
            case .host(let host): tenants.first { $0.id == hosts[host] }
            }
        }
    }
}
