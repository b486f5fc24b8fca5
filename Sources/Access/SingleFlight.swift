import Synchronization

/// Lets many who want the same look-up wait for one: a token that a thousand requests bring at once is looked up once.
final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let flights = Mutex<[Key: Task<Result<Value, AccessError>, Never>]>([:])
    private let limit: Int

    /// - Parameter limit: how many different look-ups may run at once; more are refused as `unavailable`, not queued.
    init(limit: Int) { self.limit = limit }

    func value(for key: Key, _ lookUp: @escaping @Sendable () async -> Result<Value, AccessError>) async throws(AccessError) -> Value {
        let flight = flights.withLock { flights -> Task<Result<Value, AccessError>, Never>? in
            if let running = flights[key] { return running }
            guard flights.count < limit else { return nil }
            let task = Task {
                let result = await lookUp()
                self.flights.withLock { $0[key] = nil }
                return result
            }
            flights[key] = task
            return task
        }
        guard let flight else { throw AccessError(.unavailable) }
        return try await flight.value.get()
    }
}
