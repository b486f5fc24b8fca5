import GraphQLLanguage

extension SchemaValidator {
    /// No directive is applied within its own definition, nor within a type or directive that its definition leads to (§3.13).
    static func acyclicDirectiveDefinitions(_ validation: inout SchemaValidation) {
        var groups = ReferenceGroups()
        for directive in validation.schema.directives { groups.visit(.directive(directive.name), validation) }
        // Directives that lead to one another are told of once.
        var told: Set<Int> = []
        for directive in validation.schema.directives {
            guard let group = groups.group(of: .directive(directive.name)), told.insert(group).inserted,
                let cycle = groups.cycle(from: .directive(directive.name))
            else { continue }
            let way = cycle.map(\.coordinate).joined(separator: ", ")
            validation.report(
                "Invalid circular reference. The definition of directive @\(directive.name) references itself through: \(way).",
                at: cycle.compactMap(\.place))
        }
    }
}
