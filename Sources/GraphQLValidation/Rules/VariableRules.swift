import GraphQLLanguage

/// Lets the rules about the use of variables judge each operation, together with the fragments that it leads to.
enum VariableRules {
    static func check(_ context: inout ValidationContext) {
        for (index, operation) in context.operations.enumerated() where !context.isAborted {
            let usages = usages(in: index, operation, &context)
            NoUndefinedVariables.check(operation, usages, &context)
            NoUnusedVariables.check(operation, usages, &context)
            VariablesInAllowedPosition.check(operation, usages, &context)
        }
    }

    private static func usages(in index: Int, _ operation: OperationDefinition, _ context: inout ValidationContext) -> [VariableUsage] {
        guard index < context.usages.inOperations.count else { return [] }
        var usages = context.usages.inOperations[index]
        guard !context.fragments.isEmpty else { return usages }
        var reached: Set<String> = []
        var open = operation.selectionSet.spreads
        while let spread = open.popLast(), !context.isAborted {
            guard reached.insert(spread.name.value).inserted, let spreads = context.spreads[spread.name.value] else { continue }
            let inFragment = context.usages.inFragments[spread.name.value] ?? []
            // Many operations that lead to the same fragments would take their product.
            context.spend(1 + spreads.count + inFragment.count)
            usages.append(contentsOf: inFragment)
            open.append(contentsOf: spreads)
        }
        return usages
    }
}
