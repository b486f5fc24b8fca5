import GraphQLLanguage

/// §5.8.1: an operation defines each variable once.
enum UniqueVariableNames {
    static func check(_ operation: OperationDefinition, _ context: inout ValidationContext) {
        for (name, offsets) in duplicates(of: operation.variables.lazy.map(\.name)) {
            context.report("There can be only one variable named \"$\(name)\".", at: offsets)
        }
    }
}
