/// What tells when a subscription's answer may have become another.
package struct Following: Sendable {
    /// The types that it was read from; nil where nobody knows what its functions read.
    let types: Set<String>?
    /// Equal for answers that one execution can give.
    let cohort: Int
    /// How often something had changed in its tenant before it was read; nil where nobody followed that tenant.
    let wakesBefore: UInt64?
}

extension Following {
    /// Whether a change of these types may be one of what was read; nil stands for any type.
    func concerns(_ changed: Set<String>?) -> Bool {
        guard let types, let changed else { return true }
        return !types.isDisjoint(with: changed)
    }
}
