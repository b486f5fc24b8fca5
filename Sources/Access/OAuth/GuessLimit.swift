import Synchronization

/// Bounds how fast secrets of a client can be guessed, without letting whoever guesses shut the client out: a secret that was right
/// before is not counted among the guesses.
final class GuessLimit: Sendable {
    private struct Record {
        var failures = 0
        var windowEnd: ContinuousClock.Instant
        var knownDigest: [UInt8]?
    }

    private static let mostFailures = 10
    private static let window = Duration.seconds(60)
    /// Clients that are kept in mind; made-up ones push out the oldest generation only.
    private static let capacity = 4096
    private let records = Mutex<[String: Record]>([:])

    func admits(_ client: ClientCredentials, at now: ContinuousClock.Instant = .now) -> Bool {
        records.withLock { records in
            guard let record = records[client.id], record.windowEnd > now, record.failures >= Self.mostFailures else { return true }
            return record.knownDigest != nil && record.knownDigest == client.secret?.digest
        }
    }

    func note(_ client: ClientCredentials, isRight: Bool, at now: ContinuousClock.Instant = .now) {
        records.withLock { records in
            if records.count >= Self.capacity, records[client.id] == nil { records = records.filter { $0.value.windowEnd > now } }
            if records.count >= Self.capacity, records[client.id] == nil { records.removeAll() }
            var record = records[client.id] ?? Record(windowEnd: now + Self.window)
            if record.windowEnd <= now { record = Record(windowEnd: now + Self.window, knownDigest: record.knownDigest) }
            if isRight { record.knownDigest = client.secret?.digest } else { record.failures += 1 }
            records[client.id] = record
        }
    }
}
