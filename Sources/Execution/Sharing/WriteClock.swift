import Synchronization

/// Counts what this process knows to have changed in the database.
///
/// A read joins one that is under way only if nothing was written since that one began, so that whoever was told of a write sees
/// it. To be advanced when a mutation is over, and when word of a change arrives, before anybody is told.
final class WriteClock: Sendable {
    private let writes = Atomic<UInt64>(0)

    init() {}

    var now: UInt64 { writes.load(ordering: .acquiring) }

    func advance() { writes.add(1, ordering: .acquiringAndReleasing) }
}
