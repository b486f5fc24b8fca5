/// The outbox of changes, as far as it is looked after from outside of the writes.
package protocol ChangeLedger: Sendable {
    /// Gives what was committed its place in the order of changes. Throws when there is no answer.
    func placeChanges() async throws

    /// Returns what has changed of these tenants since these positions; of one without a position, where it stands. Throws when there is no
    /// answer.
    func changes(since positions: [Int64: Int64?]) async throws -> [TenantChange]
}

/// That something of a tenant has changed.
package struct TenantChange: Sendable, Hashable {
    package let tenant: Int64
    /// Up to where its outbox was read.
    package let position: Int64
    /// The types of what changed, as the outbox names them; nil where it may have been any.
    package let types: Set<String>?

    package init(tenant: Int64, position: Int64, types: Set<String>?) {
        self.tenant = tenant
        self.position = position
        self.types = types
    }
}

/// Whoever wants to know what changes.
package protocol ChangeFollower: Sendable {
    /// The tenants that are followed, and up to where each one's outbox was read; nil before the first look.
    var positions: [Int64: Int64?] { get }

    /// Takes what a look found.
    func take(_ changes: [TenantChange])
}

/// Has committed changes placed twice a second, five times where somebody follows, and tells a follower of them.
///
/// Each gateway does so. Whoever comes while another one is at it goes away again, so that one of them is enough and none is needed.
package struct ChangeUpkeep: Sendable {
    private let ledger: any ChangeLedger
    private let follower: any ChangeFollower
    /// Between two times.
    private let interval: Duration
    /// The same while somebody follows.
    private let followedInterval: Duration

    package init(
        _ ledger: any ChangeLedger, telling follower: any ChangeFollower, every interval: Duration = .milliseconds(500),
        followed followedInterval: Duration = .milliseconds(200)
    ) {
        self.ledger = ledger
        self.follower = follower
        self.interval = interval
        self.followedInterval = followedInterval
    }

    /// Runs until the task is cancelled.
    package func run() async {
        repeat {
            // What fails now is done the next time: nothing is lost by waiting.
            try? await ledger.placeChanges()
            await tell()
        } while (try? await Task.sleep(for: follower.positions.isEmpty ? interval : followedInterval)) != nil
    }

    /// Looks once at the tenants that are followed.
    package func tell() async {
        let positions = follower.positions
        guard !positions.isEmpty, let changes = try? await ledger.changes(since: positions) else { return }
        follower.take(changes)
    }
}
