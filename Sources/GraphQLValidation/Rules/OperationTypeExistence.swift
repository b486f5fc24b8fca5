import GraphQLLanguage
import GraphQLSchema

/// §5.2.1.1: the schema has a root type for the kind of each operation.
enum OperationTypeExistence {
    static func check(_ operation: OperationDefinition, _ context: inout ValidationContext) {
        guard context.schema.rootType(for: operation.type) == nil else { return }
        context.report("The \(operation.type.rawValue) operation is not supported by the schema.", at: operation.offset)
    }
}
