/// What a request may cost, in rows.
package struct CostEstimate: Sendable, Hashable {
    /// All of it: what is told and limited.
    package var total: Int
    /// The part of it that is done whatever is found: counting and adding up, filters that lead through relations, calls, writes.
    package var fixed: Int
    /// The rows that may be answered at the most. The rest of the total goes with them.
    package var rows: Int

    package init(total: Int = 0, fixed: Int = 0, rows: Int = 0) {
        self.total = total
        self.fixed = fixed
        self.rows = rows
    }

    /// What of the total was used by a request that answered so many rows: the fixed part, and of the rest the share of these rows.
    package func used(answering actual: Int) -> Int {
        guard rows > 0 else { return total }
        let share = min(1, Double(actual) / Double(rows))
        return min(total, fixed + Int((Double(total - fixed) * share).rounded(.up)))
    }

    static func + (left: CostEstimate, right: CostEstimate) -> CostEstimate {
        CostEstimate(
            total: min(left.total + right.total, bound), fixed: min(left.fixed + right.fixed, bound),
            rows: min(left.rows + right.rows, bound))
    }

    /// So many rows, and this for each of them: what is done for a row is not done for one that is not there.
    func times(_ count: Int) -> CostEstimate {
        CostEstimate(total: Self.product(1 + total, max(1, count)), rows: Self.product(1 + rows, max(1, count)))
    }

    /// Below `Int.max / 2`, so that two can be added.
    static let bound = Int.max / 4

    private static func product(_ left: Int, _ right: Int) -> Int {
        let (result, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? bound : min(result, bound)
    }
}
