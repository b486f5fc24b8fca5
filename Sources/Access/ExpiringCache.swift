import Synchronization

/// A bounded map whose entries end by themselves. Reading never waits for anything but a short lock.
///
/// Two generations instead of a list in order of use: what is read moves to the young one; when that is full, the old one is dropped.
/// Stripes keep event loops out of each other's way.
final class ExpiringCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        let value: Value
        let end: ContinuousClock.Instant
    }

    private struct Stripe {
        var young: [Key: Entry] = [:]
        var old: [Key: Entry] = [:]
    }

    /// A mutex in a class, since an array cannot hold a mutex.
    private final class Lock: Sendable {
        let stripe = Mutex(Stripe())
    }

    private let locks: [Lock]
    private let stripeCapacity: Int
    private let epoch = Atomic(0)

    /// - Parameter capacity: no more than about this many entries are kept.
    init(capacity: Int, stripes: Int = 8) {
        self.locks = (0..<stripes).map { _ in Lock() }
        self.stripeCapacity = max(1, capacity / stripes / 2)
    }

    func value(for key: Key, at now: ContinuousClock.Instant) -> Value? {
        lock(of: key).stripe.withLock { stripe in
            if let entry = stripe.young[key] { return entry.end > now ? entry.value : nil }
            guard let entry = stripe.old[key], entry.end > now else { return nil }
            store(entry, for: key, in: &stripe)
            return entry.value
        }
    }

    /// What `insert` must be given: taken before the value is looked up, so that what was looked up before a `removeAll` is not kept.
    var currentEpoch: Int { epoch.load(ordering: .acquiring) }

    func insert(_ value: Value, for key: Key, until end: ContinuousClock.Instant, epoch started: Int) {
        lock(of: key).stripe.withLock { stripe in
            guard epoch.load(ordering: .acquiring) == started else { return }
            store(Entry(value: value, end: end), for: key, in: &stripe)
        }
    }

    func removeAll() {
        epoch.add(1, ordering: .acquiringAndReleasing)
        for lock in locks { lock.stripe.withLock { $0 = Stripe() } }
    }

    func remove(_ key: Key) {
        lock(of: key).stripe.withLock { stripe in
            stripe.young[key] = nil
            stripe.old[key] = nil
        }
    }

    /// Forgets the values that match. What is being looked up meanwhile is kept when it comes.
    func remove(where matches: (Value) -> Bool) {
        for lock in locks {
            lock.stripe.withLock { stripe in
                stripe.young = stripe.young.filter { !matches($0.value.value) }
                stripe.old = stripe.old.filter { !matches($0.value.value) }
            }
        }
    }

    private func store(_ entry: Entry, for key: Key, in stripe: inout Stripe) {
        if stripe.young.count >= stripeCapacity {
            stripe.old = stripe.young
            stripe.young.removeAll(keepingCapacity: false)
        }
        stripe.young[key] = entry
    }

    private func lock(of key: Key) -> Lock {
        // Not the low bits: the stripe's own dictionary uses those.
        locks[(key.hashValue >> 32 & 0xFFFF) % locks.count]
    }
}
