/// Everything that was measured, for a terminal and for the README.
struct Report {
    let outcomes: [Outcome]
    let costs: [AuthorizationCost]
    let writing: WriteContest.Outcome?
    let long: LongAnswers.Outcome?
    let cold: ColdOperations.Outcome
    let conditions: Conditions.Outcome
    let memory: (waiting: IdleClients.Outcome?, loaded: (resident: Double, peak: Double)?)
    let machine: Machine
    let rivals: [String]
    let options: Bench

    var text: String {
        let settings = (machine.lines + [method]).map { "\($0.0): \($0.1)" }.joined(separator: "\n")
        return ([""] + tables.map { $0.text + "\n" } + remarks + ["", settings]).joined(separator: "\n")
    }

    var markdown: String {
        let settings = (machine.lines + [method]).map { "- \($0.0): \($0.1)" }.joined(separator: "\n")
        return (tables.map { $0.markdown + "\n" } + remarks.map { $0 + "\n" } + [settings]).joined(separator: "\n") + "\n"
    }

    private var tables: [Table] {
        [targets] + (outcomes.isEmpty ? [] : [figures, authorization]) + (writing.map { [table(of: $0)] } ?? [])
            + (long.map { [table(of: $0)] } ?? [])
            + (conditions.all.isEmpty ? [] : [circumstances]) + (rivals.isEmpty ? [] : [comparison])
    }

    private var method: (String, String) {
        (
            "method",
            "\(options.gateway.connections) keep-alive connections, token verified, row security on, random tenants and keys; medians of "
                + "\(options.rounds) rounds of \(options.seconds) s in which all take turns (lowest–highest), ratios taken within a round; "
                + "pgbench as a role without row security, at the best of -c 2|4|8 -j 1|2; load generator, gateway and PostgreSQL share the cores"
        )
    }

    /// What was set out to be reached, and what was.
    private var targets: Table {
        var table = Table("Targets", ["measure", "reach", "moonshot", "reached"])
        for target in Target.all {
            guard let reached = target.reached(self) else { continue }
            table.add([target.measure, target.reach, target.moonshot, reached])
        }
        return table
    }

    /// The figures behind the ratios.
    private var figures: Table {
        var table = Table(
            "Figures",
            [
                "query", "souk/s", "p50 ms", "p99 ms", "KB", "pgbench, same statement/s", "pgbench, JSON/s", "form", "souk over statement",
                "souk over JSON", "CPU µs gateway", "CPU µs PostgreSQL", "failed",
            ])
        for outcome in outcomes {
            func figure(_ places: Int, _ value: (Outcome.Round) -> Double) -> String { outcome.spread(value)?.text(places: places) ?? "–" }
            func median(_ places: Int, _ value: (Outcome.Round) -> Double) -> String {
                outcome.spread(value)?.median.text(places: places) ?? "–"
            }
            table.add([
                outcome.workload.name, figure(0) { $0.souk.perSecond }, median(1) { $0.souk.latency(0.5) },
                median(1) { $0.souk.latency(0.99) }, median(1) { $0.souk.bytesPerAnswer / 1024 },
                "\(figure(0) { $0.statement }), \(outcome.statement.setting)", "\(figure(0) { $0.form }), \(outcome.form.setting)",
                outcome.form.name, outcome.overStatement?.text(places: 2) ?? "–", outcome.overForm?.text(places: 2) ?? "–",
                median(0) { $0.usage.gateway / Double($0.souk.answers) * 1e6 },
                median(0) { $0.usage.postgres / Double($0.souk.answers) * 1e6 }, "\(outcome.failures)",
            ])
        }
        return table
    }

    /// What authorization costs.
    private var authorization: Table {
        var table = Table(
            "What authorization costs: PostgreSQL's CPU µs a request, by pgbench",
            ["query", "rules, row security, context", "rules alone", "none of them", "all over none", "all over rules alone"])
        for cost in costs {
            func text(_ spread: Spread?, _ places: Int) -> String { spread?.text(places: places) ?? "–" }
            table.add([
                cost.name, text(cost.everything, 0), text(cost.predicates, 0), text(cost.nothing, 0), text(cost.overNothing, 2),
                text(cost.overPredicates, 2),
            ])
        }
        return table
    }

    /// A small mutation.
    private func table(of writing: WriteContest.Outcome) -> Table {
        var table = Table(
            "Writing",
            ["mutation", "souk/s", "p50 ms", "p99 ms", "pgbench, same function and context/s", "souk over it", "CPU µs gateway", "failed"])
        func median(_ value: (WriteContest.Outcome.Round) -> Double) -> Spread? { Spread(writing.rounds.map(value)) }
        table.add([
            writing.workload.name, writing.souk?.text(places: 0) ?? "–", median { $0.souk.latency(0.5) }?.median.text(places: 1) ?? "–",
            median { $0.souk.latency(0.99) }?.median.text(places: 1) ?? "–",
            "\(writing.pgbench?.text(places: 0) ?? "–"), \(writing.setting)", writing.ratio?.text(places: 2) ?? "–",
            median { $0.usage.gateway / Double($0.souk.answers) * 1e6 }?.median.text(places: 0) ?? "–", "\(writing.failures)",
        ])
        return table
    }

    /// An answer of some megabytes.
    private func table(of long: LongAnswers.Outcome) -> Table {
        var table = Table(
            "A long answer (\((Double(long.size) / 1e6).text(places: 1)) MB)",
            ["way", "ms to the first byte", "ms to the last", "CPU ms gateway", "MB that the gateway grew by, eight at once"])
        for (name, way) in [("in parts, while its rows come", long.inParts), ("made whole first", long.whole)] {
            func text(_ values: [Double]) -> String { Spread(values)?.text(places: 1) ?? "–" }
            table.add([name, text(way.first), text(way.last), text(way.cpu), way.growth.text(places: 0)])
        }
        return table
    }

    /// The same queries under other conditions.
    private var circumstances: Table {
        var table = Table(
            "Under other conditions",
            [
                "query", "condition", "souk/s", "p50 ms", "p99 ms", "CPU µs gateway", "souk/s over the first", "p50 over the first",
                "pgbench, same statement/s", "that over the first", "failed",
            ])
        for outcome in conditions.all {
            for (index, condition) in outcome.conditions.enumerated() {
                func figure(_ places: Int, _ value: (ConditionContest.Outcome.Round) -> Double) -> String {
                    Spread(condition.rounds.map(value))?.text(places: places) ?? "–"
                }
                func ratio(_ value: (ConditionContest.Outcome.Round) -> Double?) -> String {
                    index == 0 ? "" : outcome.ratio(of: index, value)?.text(places: 2) ?? "–"
                }
                let database = Spread(condition.rounds.compactMap(\.database))
                table.add([
                    outcome.query, condition.name, figure(0) { $0.load.perSecond }, figure(2) { $0.load.latency(0.5) },
                    figure(1) { $0.load.latency(0.99) }, figure(0) { $0.usage.gateway / Double($0.load.answers) * 1e6 },
                    ratio { $0.load.perSecond }, ratio { $0.load.latency(0.5) },
                    database?.text(places: 0) ?? "", database == nil ? "" : ratio(\.database),
                    "\(condition.rounds.reduce(0) { $0 + $1.load.failures })",
                ])
            }
        }
        return table
    }

    /// The gateway beside other servers.
    private var comparison: Table {
        var table = Table("Beside other servers", ["query", "server", "requests/s", "p50 ms", "p99 ms", "souk over it", "failed"])
        for outcome in outcomes {
            for (index, name) in rivals.enumerated() {
                func figure(_ places: Int, _ value: (LoadResult) -> Double) -> String {
                    outcome.spread { value($0.rivals[index]) }?.text(places: places) ?? "–"
                }
                table.add([
                    outcome.workload.name, name, figure(0, \.perSecond), figure(1) { $0.latency(0.5) }, figure(1) { $0.latency(0.99) },
                    outcome.spread { $0.souk.perSecond / $0.rivals[index].perSecond }?.text(places: 2) ?? "–",
                    "\(outcome.rounds.reduce(0) { $0 + $1.rivals[index].failures })",
                ])
            }
        }
        return table
    }

    private var remarks: [String] {
        var lines: [String] = []
        if let waiting = memory.waiting, let loaded = memory.loaded {
            lines.append(
                "Gateway memory: \(waiting.alone.text(places: 0)) MB before anybody came, \(waiting.waited.text(places: 0)) MB with "
                    + "\(waiting.clients) connections on which an operation each was answered, \(loaded.resident.text(places: 0)) MB after all load, "
                    + "\(loaded.peak.text(places: 0)) MB at the most.")
        }
        if let known = Spread(cold.known), let unseen = Spread(cold.unseen) {
            lines.append(
                "An operation of \(cold.size) bytes: \(unseen.text(places: 0)) µs of the gateway's CPU when it was never seen, "
                    + "\(known.text(places: 0)) µs when it was; \(cold.failures) failed.")
        }
        if let writing { lines.append("\(writing.workload.name): \(writing.workload.title).") }
        lines += outcomes.map { outcome in
            func calm(_ share: Double) -> String { outcome.spread { $0.calm.latency(share) }?.text(places: 1) ?? "–" }
            return "\(outcome.workload.name): \(outcome.workload.title). At 70 % of that load: p50 \(calm(0.5)) ms, p99 \(calm(0.99)) ms."
        }
        return lines
    }
}
