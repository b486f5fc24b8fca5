import Postgres

/// A small mutation over HTTP, and pgbench that calls the same function behind the same context and reads the same payload: both as the
/// gateway's role, each write a transaction that is on disk when it is answered.
struct WriteContest {
    struct Outcome {
        struct Round {
            let souk: LoadResult
            let usage: Gauge.Usage
            let pgbench: Double
        }

        let workload: Workload
        let rounds: [Round]
        let setting: PGBench.Setting

        var souk: Spread? { Spread(rounds.map(\.souk.perSecond)) }
        var pgbench: Spread? { Spread(rounds.map(\.pgbench)) }
        var ratio: Spread? { Spread(rounds.map { $0.souk.perSecond / $0.pgbench }) }
        var failures: Int { rounds.reduce(0) { $0 + $1.souk.failures } }
    }

    let workload: Workload
    let endpoint: Endpoint
    /// pgbench as the gateway's role.
    let pgbench: PGBench
    let gauge: Gauge
    let options: Bench

    func run(_ tenants: [DemoTenant]) async throws -> Outcome {
        let keys = try await KeyRange.of(workload, in: tenants, gauge.connection)
        let samples = RequestSample.make(4000, of: workload, keys: keys, tenants: tenants)
        guard let sample = samples.first else { throw BenchError("No request could be made for \(workload.name).") }
        let souk = try LoadGenerator(
            endpoint, requests: samples.map { $0.request.bytes(to: endpoint) }, connections: options.gateway.connections)
        let operation = try await ExplainedOperation.of(sample, souk: options.souk, gatewayURL: options.gatewayURL, gauge.connection)
        let script = PGBenchScript(enteringFor: operation, keys: keys, isWriting: true)
        let best = try pgbench.best(for: script, seconds: max(1, options.seconds / 3), among: PGBench.Setting.writing)
        var rounds: [Outcome.Round] = []
        for number in 1...options.rounds {
            let measured = try await gauge.measure { try souk.run(seconds: Double(options.seconds)) }
            let other = try pgbench.run(script, best.setting, seconds: options.seconds)
            rounds.append(Outcome.Round(souk: measured.value, usage: measured.usage, pgbench: other.perSecond))
            Remark.say(
                "  round \(number): souk \(measured.value.perSecond.text(places: 0))/s, pgbench \(other.perSecond.text(places: 0))/s")
        }
        try await gauge.connection.query(Workload.unpublishing)
        return Outcome(workload: workload, rounds: rounds, setting: best.setting)
    }
}
