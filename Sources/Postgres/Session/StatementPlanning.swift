/// How much of a statement's plan is left to the server.
package enum StatementPlanning: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// All of it.
    case free
    /// Rows are joined by nested loops over indexes: there are no more of them than pages hold, for whatever tenant.
    case nestedLoops
    /// The same, and one plan serves all values: it takes the rows of a page from the index that has their order.
    case once

    package static func < (left: StatementPlanning, right: StatementPlanning) -> Bool { left.rawValue < right.rawValue }

    /// Its name in reports.
    package var name: String {
        switch self {
        case .free: "free"
        case .nestedLoops: "nestedLoops"
        case .once: "once"
        }
    }

    package init?(name: String) {
        guard let planning = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = planning
    }

    /// What a prepared statement's text ends in: poolers take statements of one text for one.
    var mark: String { self == .free ? "" : " /* \(name) */" }

    /// The settings that tell the server so, for the length of a transaction.
    ///
    /// Left to itself it compares the plan for all values with what those of the first five executions were to cost, each for its own tenant.
    /// Where the first were small ones, it plans anew each time after that: an execution took 970 µs of its CPU instead of 450 (Q3 of
    /// `deploy/bench`, 20 times the demo). Where it takes the plan for all values, that is one for a tenant of the mean size: it read all of the
    /// tenant's shops to join 20 of them (407 µs instead of 367 in one session with the demo), and the more the larger the tenant that asks.
    package var settings: [(name: String, value: String)] {
        let joins = [(name: "enable_hashjoin", value: "off"), (name: "enable_mergejoin", value: "off")]
        return switch self {
        case .free: []
        case .nestedLoops: joins
        case .once: joins + [(name: "enable_sort", value: "off"), (name: "plan_cache_mode", value: "force_generic_plan")]
        }
    }
}
