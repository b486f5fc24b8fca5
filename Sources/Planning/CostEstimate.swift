/// What a request may cost, in rows.
package struct CostEstimate: Sendable, Hashable {
    /// All of it: what is told and limited.
    package var total: Int
    /// The part of it that is done whatever is found: counting and adding up, filters that lead through relations, calls, writes.
    package var fixed: Int
    /// What a row of a page weighs at the most: one, and what is done for each row of the same page.
    package var weight: Int

    package init(total: Int = 0, fixed: Int = 0, weight: Int = 1) {
        self.total = total
        self.fixed = fixed
        self.weight = weight
    }

    /// What of the total was used by a request that read so many rows: the fixed part, and each row with what the heaviest weighs. So it
    /// is never less than what was done, and may be more where some rows weigh much and others little.
    package func used(reading rows: Int) -> Int {
        let (weighed, overflow) = rows.multipliedReportingOverflow(by: weight)
        return overflow ? total : min(total, fixed + min(weighed, Self.bound))
    }

    static func + (left: CostEstimate, right: CostEstimate) -> CostEstimate {
        CostEstimate(
            total: min(left.total + right.total, bound), fixed: min(left.fixed + right.fixed, bound), weight: max(left.weight, right.weight)
        )
    }

    /// So many rows, and this for each of them: what is done for a row is not done for one that is not there.
    func times(_ count: Int) -> CostEstimate {
        let (total, overflow) = (1 + total).multipliedReportingOverflow(by: max(1, count))
        return CostEstimate(total: overflow ? Self.bound : min(total, Self.bound), weight: max(weight, 1 + fixed))
    }

    /// Below `Int.max / 2`, so that two can be added.
    static let bound = Int.max / 4
}
