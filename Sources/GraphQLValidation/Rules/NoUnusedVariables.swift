import GraphQLLanguage

/// §5.8.4: an operation uses the variables that it defines.
enum NoUnusedVariables {
    static func check(_ operation: OperationDefinition, _ usages: [VariableUsage], _ context: inout ValidationContext) {
        guard !operation.variables.isEmpty else { return }
        let used = Set(usages.map(\.name))
        for variable in operation.variables where !used.contains(variable.name.value) {
            let owner = operation.name.map { " in operation \"\($0.value)\"" } ?? ""
            context.report("Variable \"$\(variable.name.value)\" is never used\(owner).", at: variable.offset)
        }
    }
}
