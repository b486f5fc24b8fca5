import JSON
import Planning
import Postgres

/// What an operation costs the gateway's CPU when it was never seen, beside one that is known.
struct ColdOperations {
    struct Outcome {
        /// Bytes of the operation's text.
        let size: Int
        /// Microseconds of the gateway's CPU for each request, by round.
        let known: [Double]
        let unseen: [Double]
        /// Requests that got no data.
        let failures: Int

        var ratio: Spread? { Spread(zip(unseen, known).map { $0 / $1 }) }
    }

    let endpoint: Endpoint
    let gauge: Gauge
    let options: Bench

    func run(_ tenants: [DemoTenant], _ connection: AdminConnection) async throws -> Outcome {
        let keys = try await KeyRange.of(.byKey, in: tenants, connection)
        let known = RequestSample.make(1000, of: .byKey, keys: keys, tenants: tenants).map {
            HTTPRequest(query: Self.text(0), variables: $0.request.variables, token: $0.request.token)
        }
        let unseen = Self.unseen(RequestSample.make(Self.count, of: .byKey, keys: keys, tenants: tenants))
        let load = try (known: generator(known, .atRandom), unseen: generator(unseen, .inTurn))
        var costs = (known: [Double](), unseen: [Double]())
        var failures = 0
        for _ in 0..<options.rounds {
            costs.known.append(try await cost(load.known, &failures))
            costs.unseen.append(try await cost(load.unseen, &failures))
        }
        return Outcome(size: Self.text(1).utf8.count, known: costs.known, unseen: costs.unseen, failures: failures)
    }

    /// More than the gateway keeps: when they are sent again they are as good as new.
    static let count = 10_000

    /// The same requests, each with an operation of its own.
    static func unseen(_ samples: [RequestSample]) -> [HTTPRequest] {
        samples.enumerated().map { HTTPRequest(query: text($0 + 1), variables: $1.request.variables, token: $1.request.token) }
    }

    private func generator(_ requests: [HTTPRequest], _ order: LoadGenerator.Order) throws -> LoadGenerator {
        try LoadGenerator(
            endpoint, requests: requests.map { $0.bytes(to: endpoint) }, connections: options.gateway.connections, order: order)
    }

    /// Microseconds of the gateway's CPU for each answer.
    private func cost(_ load: LoadGenerator, _ failures: inout Int) async throws -> Double {
        let measured = try await gauge.measure { try load.run(seconds: Double(options.seconds)) }
        failures += measured.value.failures
        return measured.usage.gateway / Double(measured.value.answers) * 1e6
    }

    /// An operation of 2 KB which is like no other: it reads one row and has much to say about it. Its columns come in an order of their
    /// own, so that its SQL is like no other either.
    static func text(_ number: Int) -> String {
        let fields = order(number)
        let selections = (0..<98).map { "alias\(number)x\($0): \(fields[$0 % fields.count])" }
        return "query Operation\(number)($id: ID!) { merchant(id: $id) { \(selections.joined(separator: " ")) } }"
    }

    /// The fields in one of 40,320 orders.
    private static func order(_ number: Int) -> [String] {
        var rest = ["databaseId", "name", "slug", "region", "rating", "followerCount", "productCount", "createdAt"]
        var number = number
        var order: [String] = []
        while !rest.isEmpty {
            order.append(rest.remove(at: number % rest.count))
            number /= rest.count + 1
        }
        return order
    }
}
