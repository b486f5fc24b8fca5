/// One line of the table of targets: what counts as reached, as far as could be hoped, and how it is read off the measurements.
struct Target: Sendable {
    let measure: String
    let reach: String
    let moonshot: String
    /// Nil when it was not measured.
    let reached: @Sendable (Report) -> String?

    static let all = [
        Target(measure: "Q1 requests/s over pgbench of the same lookup", reach: "0.55", moonshot: "0.80") {
            $0.outcome("Q1")?.overStatement?.text(places: 2)
        },
        Target(measure: "Q2 requests/s over pgbench of the JSON statement", reach: "1.00", moonshot: "1.35") {
            $0.outcome("Q2")?.overForm?.text(places: 2)
        },
        Target(measure: "The same, where hardly any two requests ask for the same (Q2m)", reach: "1.00", moonshot: "1.35") {
            $0.outcome("Q2m")?.overForm?.text(places: 2)
        },
        Target(measure: "Q3 the same", reach: "0.95", moonshot: "1.25") { $0.outcome("Q3")?.overForm?.text(places: 2) },
        Target(measure: "Q4 the same", reach: "1.5", moonshot: "2.5") { $0.outcome("Q4")?.overForm?.text(places: 2) },
        Target(measure: "Gateway CPU over PostgreSQL CPU, Q2m", reach: "≤ 0.25", moonshot: "≤ 0.15") {
            $0.outcome("Q2m")?.cpuRatio?.text(places: 2)
        },
        Target(measure: "PostgreSQL CPU with authorization over without, Q2", reach: "≤ 1.10", moonshot: "≤ 1.05") {
            $0.cost("Q2")?.overNothing?.text(places: 2)
        },
        Target(measure: "The same, Q3", reach: "≤ 1.10", moonshot: "≤ 1.05") { $0.cost("Q3")?.overNothing?.text(places: 2) },
        Target(measure: "Q1 requests/s over a server by hand with graphql-js, two workers", reach: "4", moonshot: "6") { $0.lead("Q1") },
        Target(measure: "The same, Q2", reach: "6", moonshot: "9") { $0.lead("Q2") },
        Target(measure: "The same, Q2m", reach: "6", moonshot: "9") { $0.lead("Q2m") },
        Target(measure: "Gateway memory, MB: 1,000 idle connections, 1,000 operations known", reach: "≤ 60", moonshot: "≤ 35") {
            $0.memory.waiting?.waited.text(places: 0)
        },
        Target(measure: "An unseen 2 KB operation over a known one, gateway CPU", reach: "≤ 8", moonshot: "≤ 4") {
            $0.cold.ratio?.text(places: 1)
        },
        Target(measure: "Median latency with 20 times the data over the demo's, Q1", reach: "≤ 1.3", moonshot: "≤ 1.1") { $0.growth("Q1") },
        Target(measure: "The same, Q2", reach: "≤ 1.3", moonshot: "≤ 1.1") { $0.growth("Q2") },
        Target(measure: "The same, Q2m", reach: "≤ 1.3", moonshot: "≤ 1.1") { $0.growth("Q2m") },
        Target(measure: "The same, Q3", reach: "≤ 1.3", moonshot: "≤ 1.1") { $0.growth("Q3") },
        Target(measure: "Q2m requests/s with 10,000 tenants over 10, as many viewers", reach: "0.95", moonshot: "1.00") {
            $0.crowd
        },
        Target(measure: "p99 over p50 at 70 % of the highest load, Q2", reach: "≤ 4", moonshot: "≤ 2.5") {
            $0.outcome("Q2")?.tail?.text(places: 1)
        },
    ]
}

extension Report {
    fileprivate func cost(_ name: String) -> AuthorizationCost? { costs.first { $0.name == name } }

    /// Requests a second over those of deploy/bench's rival; nil where it was left out.
    fileprivate func lead(_ query: String) -> String? {
        guard let index = rivals.firstIndex(of: "graphql-js") else { return nil }
        return outcome(query)?.spread { $0.souk.perSecond / $0.rivals[index].perSecond }?.text(places: 1)
    }

    /// A query's median latency with the larger demo over that with the demo; nil where it is not twenty times as large, or nearly.
    fileprivate func growth(_ query: String) -> String? {
        guard let size = conditions.size, (18...22).contains(size.times) else { return nil }
        return size.outcomes.first { $0.query == query }?.ratio(of: 1) { $0.load.latency(0.5) }?.text(places: 2)
    }

    /// Requests a second with 10,000 tenants over those with ten; nil where they are others.
    fileprivate var crowd: String? {
        guard let tenants = conditions.tenants, tenants.count == 10_000 else { return nil }
        return tenants.outcome.ratio(of: 1) { $0.load.perSecond }?.text(places: 2)
    }

    fileprivate func outcome(_ name: String) -> Outcome? { outcomes.first { $0.workload.name == name } }
}
