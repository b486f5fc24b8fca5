/// What a run of pgbench came to.
struct PGBenchResult: Hashable {
    let perSecond: Double
    let transactions: Int

    /// Reads what pgbench printed. Throws when transactions failed: then the figure says nothing.
    init(output: String) throws(BenchError) {
        func number(after label: String) -> Double? {
            guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix(label) }) else { return nil }
            return Double(line.dropFirst(label.count).prefix { $0.isNumber || $0 == "." })
        }
        guard let perSecond = number(after: "tps = "), perSecond > 0 else { throw BenchError("pgbench printed no figure:\n\(output)") }
        guard (number(after: "number of failed transactions: ") ?? 0) == 0 else { throw BenchError("Transactions of pgbench failed.") }
        guard let transactions = number(after: "number of transactions actually processed: "), transactions > 0 else {
            throw BenchError("pgbench does not say how often it ran the script:\n\(output)")
        }
        self.perSecond = perSecond
        self.transactions = Int(transactions)
    }
}
