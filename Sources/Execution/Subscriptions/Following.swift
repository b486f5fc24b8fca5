/// What tells when a subscription's answer may have become another.
package struct Following: Sendable {
    /// The types of the tables that it was read from; nil where functions and views read what nobody knows.
    let types: Set<String>?
    /// Equal for answers that one execution can give.
    let cohort: Int
    /// Whether each reading is on record.
    let isRecorded: Bool
    /// From before it was read.
    let moment: Moment

    /// How far changes of a tenant had been heard of.
    struct Moment: Sendable, Hashable {
        /// The number of the last waking of those who follow it; nil where nobody did.
        let waking: UInt64?
        /// What this process had written, of any tenant.
        let writes: UInt64
    }
}

extension Following {
    /// Whether a change of these types may be one of what was read; nil stands for any type. What rules and triggers look at beside is
    /// not among them: that is for the clock.
    func concerns(_ changed: Set<String>?) -> Bool {
        guard let types, let changed else { return true }
        return !types.isDisjoint(with: changed)
    }
}
