/// A parsed GraphQL document: the source it was cut from, and its definitions in order.
///
/// Every node's `offset` is the byte offset of its first token in `source`.
package struct Document: Sendable {
    package let source: Source
    package let definitions: [Definition]

    package init(source: Source, definitions: [Definition]) {
        self.source = source
        self.definitions = definitions
    }

    package var operations: [OperationDefinition] {
        definitions.compactMap { if case .operation(let operation) = $0 { operation } else { nil } }
    }

    package var fragments: [FragmentDefinition] {
        definitions.compactMap { if case .fragment(let fragment) = $0 { fragment } else { nil } }
    }
}

package enum Definition: Sendable {
    case operation(OperationDefinition)
    case fragment(FragmentDefinition)
    case schema(SchemaDefinitionNode)
    case schemaExtension(SchemaDefinitionNode)
    case type(TypeDefinitionNode)
    case typeExtension(TypeDefinitionNode)
    case directive(DirectiveDefinitionNode)

    /// Whether it is an operation or a fragment.
    package var isExecutable: Bool {
        switch self {
        case .operation, .fragment: true
        default: false
        }
    }
}

/// A name as written, with its place.
package struct Name: Sendable {
    package let value: String
    package let offset: Int

    package init(_ value: String, offset: Int) {
        self.value = value
        self.offset = offset
    }
}

/// A description as its value (block string indentation removed), with its place.
package struct Description: Sendable {
    package let value: String
    package let isBlock: Bool
    package let offset: Int

    package init(_ value: String, isBlock: Bool, offset: Int) {
        self.value = value
        self.isBlock = isBlock
        self.offset = offset
    }
}
