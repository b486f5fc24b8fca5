import GraphQLLanguage

extension SDLRules {
    /// Each kind of operation has one root.
    static func uniqueOperationTypes(_ context: inout SDLContext) {
        var places: [OperationType: Int] = [:]
        for root in context.schemaNodes.flatMap(\.node.operationTypes) {
            let operation = root.operation
            if context.schema?.rootType(for: operation) != nil {
                context.report("Type for \(operation.rawValue) already defined in the schema. It cannot be redefined.", at: root.offset)
            } else if let first = places[operation] {
                context.report("There can be only one \(operation.rawValue) type in schema.", at: first, root.offset)
            } else {
                places[operation] = root.offset
            }
        }
    }
}
