import GraphQLLanguage

/// §5.1.1: a document to execute holds operations and fragments only.
enum ExecutableDefinitions {
    static func check(_ definition: Definition, _ context: inout ValidationContext) {
        switch definition {
        case .operation, .fragment: break
        case .schema(let node), .schemaExtension(let node):
            context.report("The schema definition is not executable.", at: node.offset)
        case .type(let node), .typeExtension(let node):
            context.report("The \"\(node.name.value)\" definition is not executable.", at: node.offset)
        case .directive(let node):
            context.report("The \"\(node.name.value)\" definition is not executable.", at: node.offset)
        }
    }
}
