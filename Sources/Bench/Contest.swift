import Postgres

/// One query's rounds: the gateway, pgbench with the gateway's statement, pgbench with the JSON form, and the rivals take turns.
struct Contest {
    /// What pgbench runs, with the setting that suits it best.
    struct Entry {
        let name: String
        let script: PGBenchScript
        let setting: PGBench.Setting
    }

    let workload: Workload
    let souk: LoadGenerator
    let rivals: [(name: String, generator: LoadGenerator)]
    let statement: Entry
    let form: Entry
    let pgbench: PGBench
    let gauge: Gauge
    let options: Bench

    /// Opens the connections, and tries every setting of pgbench, and both JSON forms, for a moment.
    static func prepare(
        _ workload: Workload, _ samples: [RequestSample], _ keys: [KeyRange], endpoint: Endpoint, rivals: [Rival], pgbench: PGBench,
        gauge: Gauge, options: Bench
    ) async throws -> Contest {
        guard let sample = samples.first else { throw BenchError("No request could be made for \(workload.name).") }
        let operation = try await ExplainedOperation.of(
            sample, souk: options.souk, gatewayURL: options.gatewayURL, gauge.connection)
        let scoutSeconds = max(1, options.seconds / 3)
        func entry(_ name: String, _ script: PGBenchScript) throws -> (entry: Entry, perSecond: Double) {
            let best = try pgbench.best(for: script, seconds: scoutSeconds)
            return (Entry(name: name, script: script, setting: best.setting), best.perSecond)
        }
        let statement = try entry("the gateway's statement", PGBenchScript(operation, keys: keys))
        let forms = try workload.forms.map { try entry($0.name, PGBenchScript(sql: $0.sql, keys: keys)) }
        guard let form = forms.max(by: { $0.perSecond < $1.perSecond }) else { throw BenchError("\(workload.name) has no JSON form.") }
        func generator(_ endpoint: Endpoint) throws -> LoadGenerator {
            try LoadGenerator(endpoint, requests: samples.map { $0.request.bytes(to: endpoint) }, connections: options.gateway.connections)
        }
        return Contest(
            workload: workload, souk: try generator(endpoint), rivals: try rivals.map { ($0.name, try generator($0.endpoint)) },
            statement: statement.entry, form: form.entry, pgbench: pgbench, gauge: gauge, options: options)
    }

    func run() async throws -> Outcome {
        var rounds: [Outcome.Round] = []
        let seconds = Double(options.seconds)
        for number in 1...options.rounds {
            _ = try souk.run(seconds: min(1, seconds))
            let measured = try await gauge.measure { try souk.run(seconds: seconds) }
            let calm = try souk.run(seconds: seconds, perSecond: max(1, measured.value.perSecond * 0.7))
            let statement = try pgbench.run(statement.script, statement.setting, seconds: options.seconds)
            let form = try pgbench.run(form.script, form.setting, seconds: options.seconds)
            var others: [LoadResult] = []
            for rival in rivals {
                _ = try rival.generator.run(seconds: min(1, seconds))
                others.append(try rival.generator.run(seconds: seconds))
            }
            let round = Outcome.Round(
                souk: measured.value, usage: measured.usage, calm: calm, statement: statement.perSecond, form: form.perSecond,
                rivals: others)
            rounds.append(round)
            Remark.say(
                "  round \(number): souk \(round.souk.perSecond.text(places: 0))/s, statement \(round.statement.text(places: 0))/s, "
                    + "\(self.form.name) \(round.form.text(places: 0))/s")
        }
        return Outcome(workload: workload, rounds: rounds, statement: statement, form: form)
    }
}
