import Synchronization

/// The buckets of all who have asked for something lately.
///
/// A bucket that is full again is the same as a new one, and is forgotten when others come. Where no more can be kept, whoever is new
/// shares one of a few with all of their crowd, and takes nobody's away.
package final class RateBuckets<Holder: Hashable & Sendable>: Sendable {
    private struct Stripe {
        var buckets: [Holder: RateBucket] = [:]
        var crowds: [Holder: RateBucket] = [:]
        /// Not before this time it is looked again which are full.
        var sweepsAt: Int64 = 0
    }

    /// A mutex in a class, since an array cannot hold a mutex.
    private final class Lock: Sendable {
        let stripe = Mutex(Stripe())
    }

    private let locks: [Lock]
    private let stripeCapacity: Int

    /// Looking through a stripe takes milliseconds at the most, every so often.
    private static var sweepInterval: Int64 { 1_000_000_000 }

    /// - Parameter capacity: no more than about so many buckets are kept, crowds' apart.
    package init(capacity: Int = 1 << 20, stripes: Int = 8) {
        locks = (0..<stripes).map { _ in Lock() }
        stripeCapacity = max(1, capacity / stripes)
    }

    /// Returns the holder's bucket, a full one for who has none.
    ///
    /// - Parameter crowd: with whom it is shared where there is no room: so few that all of them can be kept.
    package func bucket(of holder: Holder, orOf crowd: @autoclosure () -> Holder, at now: Int64) -> RateBucket {
        // Not the low bits: the stripe's own dictionary uses those.
        locks[(holder.hashValue >> 32 & 0xFFFF) % locks.count].stripe.withLock { stripe in
            if let bucket = stripe.buckets[holder] { return bucket }
            if now >= stripe.sweepsAt {
                Self.sweep(&stripe.buckets, at: now)
                stripe.sweepsAt = now + Self.sweepInterval
            }
            guard stripe.buckets.count >= stripeCapacity else { return Self.add(holder, to: &stripe.buckets) }
            let crowd = crowd()
            return stripe.crowds[crowd] ?? Self.add(crowd, to: &stripe.crowds)
        }
    }

    private static func add(_ holder: Holder, to buckets: inout [Holder: RateBucket]) -> RateBucket {
        let bucket = RateBucket()
        buckets[holder] = bucket
        return bucket
    }

    /// Forgets those that are full, and that no request still takes from or gives back to.
    private static func sweep(_ buckets: inout [Holder: RateBucket], at now: Int64) {
        var full: [Holder] = []
        var index = buckets.startIndex
        while index != buckets.endIndex {
            if buckets.values[index].isFull(at: now), isKnownUniquelyReferenced(&buckets.values[index]) { full.append(buckets[index].key) }
            buckets.formIndex(after: &index)
        }
        for holder in full { buckets[holder] = nil }
    }

    /// How many buckets are kept.
    package var count: Int { locks.reduce(0) { $0 + $1.stripe.withLock { $0.buckets.count } } }
}
