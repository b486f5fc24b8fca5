extension TableDraft {
    /// The roles that see every row of the tenant, whichever of them asks; none where that is not certain.
    ///
    /// Certain is what a declared rule says, when nothing but that rule's own policies stands beside it and whoever has the table in the
    /// graph has the rule's scope as well.
    var rolesThatSeeAllRows: Set<Role> {
        guard !source.isView else { return [] }
        guard source.hasRowSecurity else { return Set(Role.allCases) }
        guard let rule = source.rule, source.policies.allSatisfy({ Self.ownPolicies.contains($0.name) || !$0.concernsReading }),
            rule.scope == nil || rule.scope == notes.readScope
        else { return [] }
        return switch rule.audience {
        case .everybody: Set(Role.allCases)
        case .members: Set(Role.allCases).subtracting([.anonymous])
        case .nobody: [.operator]
        }
    }

    /// The kinds of things to which a token may be limited that keep rows of the table from it.
    var limitKinds: Set<String> { Set(source.rowLimits.map(\.kind)) }

    /// What `souk.guard` makes of a rule: one for the migrator, one for those who serve.
    private static let ownPolicies: Set<String> = ["steward", "reading"]
}
