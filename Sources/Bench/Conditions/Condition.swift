/// One of the conditions under which a query is measured, such as a number of connections.
struct Condition {
    let name: String
    let endpoint: Endpoint
    let gauge: Gauge
    let requests: [[UInt8]]
    let connections: Int
    /// What of it is the database's doing: pgbench with the gateway's statement on the same rows.
    let alone: PGBenchScript?
    private let pgbench: PGBench

    init(_ name: String, on ground: Ground, requests: [[UInt8]], connections: Int, alone: PGBenchScript? = nil) {
        self.name = name
        self.endpoint = ground.endpoint
        self.gauge = ground.gauge
        self.requests = requests
        self.connections = connections
        self.alone = alone
        pgbench = ground.pgbench
    }

    /// One turn, on connections of its own: those that wait for theirs would be closed meanwhile, or weigh on the others.
    func run(seconds: Double) async throws -> (value: LoadResult, usage: Gauge.Usage) {
        let generator = try LoadGenerator(endpoint, requests: requests, connections: connections)
        try generator.warmUp(seconds: min(1, seconds))
        return try await gauge.measure { try generator.run(seconds: seconds) }
    }

    /// Statements a second of the database alone; nil where it makes no difference.
    func runAlone(seconds: Int) throws -> Double? {
        try alone.map { try pgbench.run($0, PGBench.Setting(clients: 4, threads: 2), seconds: seconds).perSecond }
    }
}

/// One query under several conditions, which take turns within each round.
struct ConditionContest {
    struct Outcome {
        let query: String
        let conditions: [(name: String, rounds: [Round])]

        struct Round {
            let load: LoadResult
            let usage: Gauge.Usage
            /// Statements a second of the database alone.
            let database: Double?
        }

        /// A figure of one condition, round by round, over the same figure of the first one.
        func ratio(of index: Int, _ figure: (Round) -> Double?) -> Spread? {
            Spread(
                zip(conditions[index].rounds, conditions[0].rounds).compactMap { this, first in
                    guard let this = figure(this), let first = figure(first) else { return nil }
                    return this / first
                })
        }
    }

    let query: String
    /// The first is what the others are compared with.
    let conditions: [Condition]

    func run(_ options: Bench) async throws -> Outcome {
        Remark.say("\(query): " + conditions.map(\.name).joined(separator: " · "))
        var rounds = Array(repeating: [Outcome.Round](), count: conditions.count)
        let seconds = Double(options.seconds)
        for _ in 1...options.rounds {
            for (index, condition) in conditions.enumerated() {
                let measured = try await condition.run(seconds: seconds)
                let database = try condition.runAlone(seconds: options.seconds)
                rounds[index].append(Outcome.Round(load: measured.value, usage: measured.usage, database: database))
            }
        }
        return Outcome(query: query, conditions: zip(conditions, rounds).map { ($0.name, $1) })
    }
}
