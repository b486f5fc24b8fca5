import GraphQLLanguage

/// §5.8.3: an operation defines the variables that it uses, in fragments too.
enum NoUndefinedVariables {
    static func check(_ operation: OperationDefinition, _ usages: [VariableUsage], _ context: inout ValidationContext) {
        let defined = Set(operation.variables.map(\.name.value))
        for usage in usages where !defined.contains(usage.name) {
            let owner = operation.name.map { " by operation \"\($0.value)\"" } ?? ""
            context.report("Variable \"$\(usage.name)\" is not defined\(owner).", at: usage.offset, operation.offset)
        }
    }
}
