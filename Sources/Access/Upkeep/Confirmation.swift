import Synchronization

/// Until when what was verified before may be believed: moved on by every look at the ledger that found nothing changed.
final class Confirmation: Sendable {
    private let origin = ContinuousClock.now
    /// Nanoseconds after the origin. Read with every request, hence no lock.
    private let end = Atomic<Int64>(0)
    private let epoch = Mutex<Int64?>(nil)

    /// How long a look is good for: two looks may fail or be late before those who are known must prove themselves again.
    private static let patience = Duration.milliseconds(1500)

    /// The number that the last look saw; nil before the first.
    var lastEpoch: Int64? { epoch.withLock { $0 } }

    func holds(at now: ContinuousClock.Instant) -> Bool {
        nanoseconds(now) < end.load(ordering: .acquiring)
    }

    /// Takes what a look at the given time saw; returns whether something has changed since the look before.
    func take(_ seen: Int64, asOf start: ContinuousClock.Instant) -> Bool {
        let isChanged = epoch.withLock { epoch in
            defer { epoch = seen }
            return epoch != seen
        }
        end.store(nanoseconds(start + Self.patience), ordering: .releasing)
        return isChanged
    }

    private func nanoseconds(_ instant: ContinuousClock.Instant) -> Int64 {
        let (seconds, attoseconds) = origin.duration(to: instant).components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
