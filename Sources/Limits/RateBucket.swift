import Synchronization

/// What one holder of a rate limit has left: a bucket of rows that fills at a steady pace (the generic cell rate algorithm).
///
/// All of it is one number, the time at which the bucket will be full, so that event loops share it without a lock. Times are
/// nanoseconds of a clock that never goes back.
package final class RateBucket: Sendable {
    private let fullAt = Atomic<Int64>(0)

    package init() {}

    /// After how many nanoseconds so many rows will be there, if nobody takes any; nil where they are. Takes nothing.
    package func wait(for rows: Int, at now: Int64, by pace: RatePace) -> Int64? {
        Self.wait(until: max(fullAt.load(ordering: .relaxed), now) + pace.duration(of: rows), at: now, by: pace)
    }

    /// Takes rows out of the bucket, all or none.
    ///
    /// - Parameter rows: no more than a full bucket has, or they are never there.
    /// - Returns: nil when they were taken; otherwise after how many nanoseconds they will be there.
    package func take(_ rows: Int, at now: Int64, by pace: RatePace) -> Int64? {
        let cost = pace.duration(of: rows)
        var seen = fullAt.load(ordering: .relaxed)
        while true {
            let end = max(seen, now) + cost
            if let wait = Self.wait(until: end, at: now, by: pace) { return wait }
            let (done, current) = fullAt.compareExchange(expected: seen, desired: end, ordering: .relaxed)
            if done { return nil }
            seen = current
        }
    }

    /// Takes rows out of the bucket, as many as are there: nobody owes any.
    package func spend(_ rows: Int, at now: Int64, by pace: RatePace) {
        let cost = pace.duration(of: rows)
        var seen = fullAt.load(ordering: .relaxed)
        while true {
            let end = max(seen, min(max(seen, now) + cost, now + pace.capacity))
            let (done, current) = fullAt.compareExchange(expected: seen, desired: end, ordering: .relaxed)
            if done { return }
            seen = current
        }
    }

    /// Puts back rows that were taken and not used.
    package func giveBack(_ rows: Int, by pace: RatePace) {
        fullAt.subtract(pace.duration(of: rows), ordering: .relaxed)
    }

    /// How many rows there are now, and after how many nanoseconds it will be full.
    package func level(at now: Int64, by pace: RatePace) -> (rows: Int, fullAfter: Int64) {
        let fullAfter = max(0, fullAt.load(ordering: .relaxed) - now)
        return (max(0, pace.rows(in: pace.capacity - fullAfter)), fullAfter)
    }

    /// Whether nothing is missing from it: one that was just made is the same.
    package func isFull(at now: Int64) -> Bool { fullAt.load(ordering: .relaxed) <= now }

    /// - Parameter end: when the bucket would be full after the rows were taken.
    private static func wait(until end: Int64, at now: Int64, by pace: RatePace) -> Int64? {
        let missing = end - now - pace.capacity
        return missing > 0 ? missing : nil
    }
}
