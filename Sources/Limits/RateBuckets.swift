import Synchronization

/// The buckets of all who have asked for something lately.
///
/// A bucket that is full again is forgotten: a new one is the same. So there are about as many as have asked within the time in which a
/// bucket fills, and never more than the capacity: whoever comes when nobody else can be remembered shares one bucket with all such.
package final class RateBuckets<Holder: Hashable & Sendable>: Sendable {
    private struct Stripe {
        var buckets: [Holder: RateBucket] = [:]
        /// At so many it is looked which are full.
        var sweepsAt = 256
    }

    /// A mutex in a class, since an array cannot hold a mutex.
    private final class Lock: Sendable {
        let stripe = Mutex(Stripe())
    }

    private let locks: [Lock]
    private let stripeCapacity: Int
    private let crowd = RateBucket()

    /// - Parameter capacity: no more than about so many buckets are kept.
    package init(capacity: Int = 1 << 20, stripes: Int = 8) {
        locks = (0..<stripes).map { _ in Lock() }
        stripeCapacity = max(1, capacity / stripes)
    }

    /// Returns the holder's bucket, a full one for who has none.
    package func bucket(of holder: Holder, at now: Int64) -> RateBucket {
        // Not the low bits: the stripe's own dictionary uses those.
        locks[(holder.hashValue >> 32 & 0xFFFF) % locks.count].stripe.withLock { stripe in
            if let bucket = stripe.buckets[holder] { return bucket }
            if stripe.buckets.count >= min(stripe.sweepsAt, stripeCapacity) {
                stripe.buckets = stripe.buckets.filter { !$0.value.isFull(at: now) }
                stripe.sweepsAt = max(256, 2 * stripe.buckets.count)
            }
            guard stripe.buckets.count < stripeCapacity else { return crowd }
            let bucket = RateBucket()
            stripe.buckets[holder] = bucket
            return bucket
        }
    }

    /// How many buckets are kept.
    package var count: Int { locks.reduce(0) { $0 + $1.stripe.withLock { $0.buckets.count } } }
}
