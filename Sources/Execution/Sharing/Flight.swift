import NIOCore
import Postgres

/// One execution and the requests that wait for it. Belongs to its event loop.
final class Flight {
    let key: FlightKey
    private let start: NIODeadline
    private let deadline: NIODeadline
    /// What was known to be written when it began.
    private let writes: UInt64
    private var passengers: [Passenger]
    /// What runs; nil until it is asked for.
    var request: Request?

    /// A request is not answered with what was read longer ago than this before it came, should others write past this process.
    private static let longestWait = TimeAmount.seconds(1)

    init(_ key: FlightKey, for first: Passenger, at now: NIODeadline, until deadline: NIODeadline, writes: UInt64) {
        self.key = key
        self.start = now
        self.deadline = deadline
        self.writes = writes
        self.passengers = [first]
    }

    /// Whether its answer is as good as one that would be read anew, for a request that comes now and waits until `deadline`.
    func takes(at now: NIODeadline, until deadline: NIODeadline, writes: UInt64) -> Bool {
        self.writes == writes && now - start <= Self.longestWait && deadline >= self.deadline
    }

    func board(_ passenger: Passenger) {
        passengers.append(passenger)
    }

    var isEmpty: Bool { !passengers.contains(where: \.isWaiting) }

    /// Those who still wait, in the order in which they came; the flight is over for them.
    func land() -> [Passenger] {
        defer { passengers = [] }
        return passengers.filter(\.isWaiting)
    }
}
