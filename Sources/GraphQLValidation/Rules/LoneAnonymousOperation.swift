import GraphQLLanguage

/// §5.2.3.1: an operation without a name is the only one.
enum LoneAnonymousOperation {
    static func check(_ operation: OperationDefinition, _ context: inout ValidationContext) {
        guard operation.name == nil, context.operations.count > 1 else { return }
        context.report("This anonymous operation must be the only defined operation.", at: operation.offset)
    }
}
