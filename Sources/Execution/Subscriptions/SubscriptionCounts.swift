import Synchronization

/// What subscriptions have come to in this process.
package final class SubscriptionCounts: Sendable {
    let begun = Atomic<Int>(0)
    let refused = Atomic<Int>(0)
    let changed = Atomic<Int>(0)
    let unchanged = Atomic<Int>(0)
    let failed = Atomic<Int>(0)

    /// The figures at one time.
    package struct Figures: Sendable, Hashable {
        /// Subscriptions that are open now.
        package var open: Int
        package var begun: Int
        /// Those for which there was no place.
        package var refused: Int
        /// Readings that gave another answer, the same one, and none.
        package var changed: Int
        package var unchanged: Int
        package var failed: Int
    }

    func figures(open: Int) -> Figures {
        Figures(
            open: open, begun: begun.load(ordering: .relaxed), refused: refused.load(ordering: .relaxed),
            changed: changed.load(ordering: .relaxed), unchanged: unchanged.load(ordering: .relaxed),
            failed: failed.load(ordering: .relaxed))
    }
}

extension Atomic where Value == Int {
    /// Counts one more.
    func count() { wrappingAdd(1, ordering: .relaxed) }
}
