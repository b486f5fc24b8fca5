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
        /// The number of the last waking of its followers, or of its beginning: no other waking of the process has it.
        var waking: UInt64
        /// How far its outbox was read; nil before the first look.
        var position: Int64?
    }

    private struct State {
        var tenants: [Int64: Followed] = [:]
        var lastWaking: UInt64 = 0

        mutating func nextWaking() -> UInt64 {
            lastWaking += 1
            return lastWaking
        }
    }

    private let state = Mutex(State())
    private let loops: [LoopSubscriptions.Box]
    private let writes: WriteClock

    init(_ loops: [LoopSubscriptions.Box], writes: WriteClock) {
        self.loops = loops
        self.writes = writes
    }

    /// To be noted before something is read that may be followed.
    func moment(of tenant: Int64) -> Following.Moment {
        Following.Moment(waking: state.withLock { $0.tenants[tenant]?.waking }, writes: writes.now)
    }

    /// Whether something may have changed since then of which those who follow the tenant from now on will not hear.
    func hasChanged(_ tenant: Int64, since moment: Following.Moment) -> Bool {
        let now = state.withLock { $0.tenants[tenant] }
        if let waking = moment.waking { return waking != now?.waking }
        // The first look wakes all who follow by then; where nobody looks, only what is written here is known.
        return now?.position != nil || moment.writes != writes.now
    }

    func enter(_ tenant: Int64) {
        state.withLock { state in
            if state.tenants[tenant] == nil { state.tenants[tenant] = Followed(waking: state.nextWaking()) }
            state.tenants[tenant]?.followers += 1
        }
    }

    func leave(_ tenant: Int64) {
        state.withLock { state in
            guard var one = state.tenants[tenant] else { return }
            one.followers -= 1
            state.tenants[tenant] = one.followers > 0 ? one : nil
        }
    }

    package var positions: [Int64: Int64?] { state.withLock { $0.tenants.mapValues(\.position) } }

    package func take(_ changes: [TenantChange]) {
        // A reading that began before is not joined by those who are woken now.
        if !changes.isEmpty { writes.advance() }
        for change in changes {
            let isFirst = state.withLock { state in
                defer { state.tenants[change.tenant]?.position = change.position }
                return state.tenants[change.tenant]?.position == nil
            }
            // What changed between the first answers and the first look is told by no position.
            wake(change.tenant, isFirst ? nil : change.types)
        }
    }

    /// This process has written something of a tenant, or may have.
    func noteWrite(in tenant: Int64) { wake(tenant, nil) }

    /// Everything may be another: the graph is.
    package func noteAll() {
        writes.advance()
        for tenant in positions.keys { wake(tenant, nil) }
    }

    private func wake(_ tenant: Int64, _ types: Set<String>?) {
        let isFollowed = state.withLock { state in
            guard state.tenants[tenant] != nil else { return false }
            let waking = state.nextWaking()
            state.tenants[tenant]?.waking = waking
            return true
        }
        guard isFollowed else { return }
        for loop in loops { loop.eventLoop.execute { loop.value.wake(tenant, types) } }
    }
}
