import JSON
import Postgres

/// What an answer of some megabytes takes when it leaves while its rows still come, beside the same answer when it is made whole first: over
/// HTTP/1.0, which knows no chunks.
struct LongAnswers {
    /// One way of answering.
    struct Way {
        /// Milliseconds until the first byte had come, and until the last had, by round: the median of the round's answers.
        var first: [Double] = []
        var last: [Double] = []
        /// Milliseconds of the gateway's CPU for each answer, by round.
        var cpu: [Double] = []
        /// Megabytes that the gateway grew by with eight clients asking at once, at the most.
        var growth = 0.0
    }

    struct Outcome {
        /// Bytes of an answer.
        let size: Int
        let inParts: Way
        let whole: Way
    }

    let endpoint: Endpoint
    let gauge: Gauge
    let options: Bench

    /// Some 70,000 rows at the most, of which the demo has a good part.
    private static let query = """
        query Catalog($first: Int!) { merchants(first: $first) { nodes { id name about products(first: 70) { nodes { \
        id name description price currency createdAt merchant { id name } category { id name } } } } } }
        """

    func run(_ tenants: [DemoTenant]) async throws -> Outcome? {
        guard let tenant = tenants.first, let token = tenant.tokens.first else { return nil }
        // Each asks for another number of shops, or they would share their reads.
        let requests = (0..<50).map {
            HTTPRequest(query: Self.query, variables: [.init("first", .number("\(1000 - $0)"))], token: token).bytes(to: endpoint)
        }
        let ways = [requests, requests.map(Self.inOlderHTTP)]
        var outcomes = [Way(), Way()]
        var size = 0
        for _ in 0..<options.rounds {
            for (index, requests) in ways.enumerated() {
                let load = try LoadGenerator(endpoint, requests: requests, connections: 8)
                outcomes[index].growth = max(outcomes[index].growth, try gauge.growth { _ = try load.run(seconds: 1) } ?? 0)
                let (timed, usage) = try await gauge.measure { try answers(to: requests) }
                outcomes[index].first.append(Spread(timed.map(\.first))?.median ?? 0)
                outcomes[index].last.append(Spread(timed.map(\.last))?.median ?? 0)
                outcomes[index].cpu.append(usage.gateway / Double(timed.count) * 1000)
                size = timed[0].size
            }
        }
        return Outcome(size: size, inParts: outcomes[0], whole: outcomes[1])
    }

    /// Asks one after the other, on one connection.
    private func answers(to requests: [[UInt8]]) throws -> [(first: Double, last: Double, size: Int)] {
        let wire = try endpoint.connect()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        return try requests.map { request in
            var scanner = ResponseScanner()
            let start = Clock.nanoseconds()
            try wire.send(request)
            var first: UInt64?
            while true {
                guard case .bytes(let size) = try wire.receive(&buffer) else { continue }
                first = first ?? Clock.nanoseconds()
                guard let response = try scanner.scan(buffer.span.extracting(0..<size)) else { continue }
                guard response.status == 200, response.hasData else { throw BenchError("A long answer was refused.") }
                let last = Clock.nanoseconds()
                return (Double((first ?? last) - start) / 1e6, Double(last - start) / 1e6, response.length)
            }
        }
    }

    private static func inOlderHTTP(_ request: [UInt8]) -> [UInt8] {
        Array(
            String(decoding: request, as: UTF8.self)
                .replacing("HTTP/1.1\r\n", with: "HTTP/1.0\r\nConnection: keep-alive\r\n", maxReplacements: 1).utf8)
    }
}
