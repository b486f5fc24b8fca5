/// How the server is to plan what is found by keys, page by page: once for all values, as nested loops over indexes.
package enum PlannedOnce {
    /// The settings that tell it so, for the length of a transaction.
    ///
    /// Left to itself it compares the plan for all values with what those of the first five executions were to cost, each for its own tenant:
    /// where the first were small ones, it planned anew each time after that, and an execution took 970 µs of its CPU instead of 450 (Q3 of
    /// `deploy/bench`, 20 times the demo). For a tenant of the mean size it read all of the tenant's shops to join 20 of them: 407 µs instead of
    /// 367 in one session with the demo, and the more the larger the tenant that asks.
    package static let settings = [
        (name: "plan_cache_mode", value: "force_generic_plan"), (name: "enable_hashjoin", value: "off"),
        (name: "enable_mergejoin", value: "off"),
    ]
}
