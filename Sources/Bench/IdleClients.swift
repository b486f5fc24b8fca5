import JSON
import Postgres

/// What the gateway has resident when many clients are there and none asks: each has asked once, an operation of its own.
struct IdleClients {
    struct Outcome {
        let clients: Int
        /// Megabytes, before anybody came.
        let alone: Double
        /// Megabytes, with all of them connected and their operations known.
        let waited: Double
    }

    let endpoint: Endpoint
    let gauge: Gauge

    private static let count = 1000

    /// - Returns: nil where the gateway is no process of this machine.
    func run(_ tenants: [DemoTenant], _ connection: AdminConnection) async throws -> Outcome? {
        guard let alone = gauge.memory else { return nil }
        var requests: [[HTTPRequest]] = []
        for workload in Self.workloads {
            let keys = try await KeyRange.of(workload, in: tenants, connection)
            requests.append(RequestSample.make(Self.count, of: workload, keys: keys, tenants: tenants).map(\.request))
        }
        var wires: [Wire] = []
        for number in 0..<Self.count {
            let wire = try endpoint.connect()
            wires.append(wire)
            let sample = requests[number % requests.count][number]
            let request = HTTPRequest(query: Self.named(sample.query, number), variables: sample.variables, token: sample.token)
            guard case .object(let members) = try request.answer(over: wire, to: endpoint),
                !members.contains(where: { $0.key == "errors" })
            else { throw BenchError("An operation was refused: \(request.query)") }
        }
        try await Task.sleep(for: .seconds(1))
        return withExtendedLifetime(wires) {
            gauge.memory.map { Outcome(clients: Self.count, alone: alone.resident, waited: $0.resident) }
        }
    }

    /// What front ends ask: a row, a list of lists, what followers follow.
    private static let workloads: [Workload] = [.byKey, .campaigns, .followers]

    /// The operation under another name.
    static func named(_ query: String, _ number: Int) -> String {
        precondition(query.hasPrefix("query "), "Only an operation with a name can have another.")
        let end = query.dropFirst(6).firstIndex { !($0.isLetter || $0.isNumber || $0 == "_") } ?? query.endIndex
        return query[..<end] + String(number) + query[end...]
    }
}
