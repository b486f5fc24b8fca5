import Postgres

/// What authorization costs PostgreSQL: its CPU for a request behind all walls, behind the statement's own predicates alone, and behind none.
///
/// Behind none is the statement that an operator is given, whom no rule restricts, as a role without row security. It reads as many rows,
/// though not always the same ones.
struct AuthorizationCost {
    /// Microseconds of PostgreSQL's CPU for each request.
    struct Round {
        let everything: Double
        let predicates: Double
        let nothing: Double
    }

    let name: String
    let rounds: [Round]

    var everything: Spread? { Spread(rounds.map(\.everything)) }
    var predicates: Spread? { Spread(rounds.map(\.predicates)) }
    var nothing: Spread? { Spread(rounds.map(\.nothing)) }
    var overNothing: Spread? { Spread(rounds.map { $0.everything / $0.nothing }) }
    var overPredicates: Spread? { Spread(rounds.map { $0.everything / $0.predicates }) }

    /// Few clients: starting a session costs CPU as well, and is to weigh nothing.
    private static let setting = PGBench.Setting(clients: 2, threads: 1)

    /// Measures one query; `walled` is pgbench as the gateway's role, `bare` as one that bypasses row security.
    static func measure(
        _ workload: Workload, _ sample: RequestSample, _ keys: [KeyRange], walled: PGBench, bare: PGBench, gauge: Gauge, options: Bench
    ) async throws -> AuthorizationCost {
        func operation(_ role: String) async throws -> ExplainedOperation {
            try await ExplainedOperation.of(sample, as: role, souk: options.souk, gatewayURL: options.gatewayURL, gauge.connection)
        }
        let restricted = try await operation("buyer")
        let unrestricted = try await operation("operator")
        func cost(_ script: PGBenchScript, by pgbench: PGBench) async throws -> Double {
            let run = try await gauge.measureSessions { try pgbench.run(script, setting, seconds: options.seconds) }
            return run.seconds / Double(run.value.transactions) * 1e6
        }
        var rounds: [Round] = []
        for _ in 1...options.rounds {
            rounds.append(
                Round(
                    everything: try await cost(PGBenchScript(enteringFor: restricted, keys: keys), by: walled),
                    predicates: try await cost(PGBenchScript(restricted, keys: keys), by: bare),
                    nothing: try await cost(PGBenchScript(unrestricted, keys: keys), by: bare)))
        }
        return AuthorizationCost(name: workload.name, rounds: rounds)
    }
}
