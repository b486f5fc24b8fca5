package import Access
import NIOCore
import Synchronization

/// Wakes subscriptions when something has changed in their tenants: by what this process writes itself, by what the outbox tells of all
/// others, and when the graph is another one.
///
/// Only tenants that somebody follows are looked at.
package final class ChangeWatch: ChangeFollower {
    private struct Followed {
        var followers = 0
        /// How often its followers were woken.
        var wakes: UInt64 = 0
        /// How far its outbox was read; nil before the first look.
        var position: Int64?
    }

    private let followed = Mutex<[Int64: Followed]>([:])
    private let loops: [LoopSubscriptions.Box]
    private let writes: WriteClock

    init(_ loops: [LoopSubscriptions.Box], writes: WriteClock) {
        self.loops = loops
        self.writes = writes
    }

    /// How often those who follow a tenant were woken; nil where nobody follows it.
    func wakes(of tenant: Int64) -> UInt64? { followed.withLock { $0[tenant]?.wakes } }

    func enter(_ tenant: Int64) { followed.withLock { $0[tenant, default: Followed()].followers += 1 } }

    func leave(_ tenant: Int64) {
        followed.withLock { followed in
            guard var one = followed[tenant] else { return }
            one.followers -= 1
            followed[tenant] = one.followers > 0 ? one : nil
        }
    }

    package var positions: [Int64: Int64?] { followed.withLock { $0.mapValues(\.position) } }

    package func take(_ changes: [TenantChange]) {
        // A reading that began before is not joined by those who are woken now.
        if !changes.isEmpty { writes.advance() }
        for change in changes {
            let isFirst = followed.withLock { followed in
                defer { followed[change.tenant]?.position = change.position }
                return followed[change.tenant]?.position == nil
            }
            // What changed between the first answers and the first look is told by no position.
            wake(change.tenant, isFirst ? nil : change.types)
        }
    }

    /// This process has written something of a tenant.
    func noteWrite(in tenant: Int64) {
        guard wakes(of: tenant) != nil else { return }
        wake(tenant, nil)
    }

    /// Everything may be another: the graph is.
    package func noteAll() {
        for tenant in positions.keys { wake(tenant, nil) }
    }

    private func wake(_ tenant: Int64, _ types: Set<String>?) {
        followed.withLock { $0[tenant]?.wakes += 1 }
        for loop in loops { loop.eventLoop.execute { loop.value.wake(tenant, types) } }
    }
}
