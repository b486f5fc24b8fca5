import NIOCore

/// The reads under way on one event loop, by what makes them the same.
// Unchecked: touched on its event loop only.
final class LoopFlights: @unchecked Sendable {
    private var flights: [FlightKey: Flight] = [:]

    /// The flight that a request which comes now can join; nil when it needs one of its own.
    func flight(for key: FlightKey, at now: NIODeadline, until deadline: NIODeadline, writes: UInt64) -> Flight? {
        guard let flight = flights[key], flight.takes(at: now, until: deadline, writes: writes) else { return nil }
        return flight
    }

    /// Lets others join; one that they could join before stays to its end without them.
    func open(_ flight: Flight) {
        flights[flight.key] = flight
    }

    /// Lets nobody join any more.
    func close(_ flight: Flight) {
        guard let place = flights.index(forKey: flight.key), flights[place].value === flight else { return }
        flights.remove(at: place)
    }
}
