/// What the rounds of one query came to.
struct Outcome {
    struct Round {
        let souk: LoadResult
        let usage: Gauge.Usage
        /// At 70 % of the load that `souk` came to.
        let calm: LoadResult
        /// Transactions a second of pgbench with the gateway's own statement.
        let statement: Double
        /// The same with the JSON form.
        let form: Double
        let rivals: [LoadResult]
    }

    let workload: Workload
    let rounds: [Round]
    let statement: Contest.Entry
    let form: Contest.Entry

    func spread(_ figure: (Round) -> Double) -> Spread? { Spread(rounds.map(figure)) }

    /// The gateway's answers for each transaction of pgbench with the same statement.
    var overStatement: Spread? { spread { $0.souk.perSecond / $0.statement } }
    /// The gateway's answers for each transaction of pgbench with the JSON form.
    var overForm: Spread? { spread { $0.souk.perSecond / $0.form } }
    /// The gateway's CPU for each of PostgreSQL's.
    var cpuRatio: Spread? { spread { $0.usage.gateway / $0.usage.postgres } }

    /// The latency that one answer in a hundred exceeds over the median one, at 70 % of the round's load.
    var tail: Spread? { spread { $0.calm.latency(0.99) / $0.calm.latency(0.5) } }

    var failures: Int { rounds.reduce(0) { $0 + $1.souk.failures + $1.calm.failures } }
}
