import Synchronization

/// Tells clients whose secrets are wrong too often to slow down. Asked only about what the database found wrong: a right secret is never
/// refused, and one of 256 random bits is not guessed at any speed.
final class GuessLimit: Sendable {
    private struct Record {
        var failures = 0
        let windowEnd: ContinuousClock.Instant
    }

    private static let mostFailures = 10
    private static let window = Duration.seconds(60)
    /// Clients that are counted for at once. Each is registered and has a secret, so nobody fills this with names; beyond it nobody is told.
    private static let capacity = 4096
    private let records = Mutex<[String: Record]>([:])

    /// Counts a wrong secret of a client that has one; returns whether there were too many in its minute.
    func isTooMany(of client: String, at now: ContinuousClock.Instant = .now) -> Bool {
        records.withLock { records in
            if records.count >= Self.capacity, records[client] == nil { records = records.filter { $0.value.windowEnd > now } }
            guard records.count < Self.capacity || records[client] != nil else { return false }
            var record = records[client] ?? Record(windowEnd: now + Self.window)
            if record.windowEnd <= now { record = Record(windowEnd: now + Self.window) }
            record.failures += 1
            records[client] = record
            return record.failures > Self.mostFailures
        }
    }
}
