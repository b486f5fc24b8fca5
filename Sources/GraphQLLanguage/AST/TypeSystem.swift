/// `schema @directives { query: Type … }` or, inside `Definition.schemaExtension`, an extension of it.
package struct SchemaDefinitionNode: Sendable {
    package var description: Description?
    package var directives: [Directive]
    package var operationTypes: [OperationTypeDefinitionNode]
    package var offset: Int

    package init(description: Description?, directives: [Directive], operationTypes: [OperationTypeDefinitionNode], offset: Int) {
        self.description = description
        self.directives = directives
        self.operationTypes = operationTypes
        self.offset = offset
    }
}

/// `query: Type` in a schema definition.
package struct OperationTypeDefinitionNode: Sendable {
    package var operation: OperationType
    package var type: Name
    package var offset: Int

    package init(operation: OperationType, type: Name, offset: Int) {
        self.operation = operation
        self.type = type
        self.offset = offset
    }
}

/// A type definition or, inside `Definition.typeExtension`, an extension of one.
package struct TypeDefinitionNode: Sendable {
    package enum Kind: Sendable {
        case scalar
        case object(interfaces: [Name], fields: [FieldDefinitionNode])
        case interface(interfaces: [Name], fields: [FieldDefinitionNode])
        case union(members: [Name])
        case `enum`(values: [EnumValueDefinitionNode])
        case inputObject(fields: [InputValueDefinitionNode])
    }

    package var description: Description?
    package var name: Name
    package var directives: [Directive]
    package var kind: Kind
    package var offset: Int

    package init(description: Description?, name: Name, directives: [Directive], kind: Kind, offset: Int) {
        self.description = description
        self.name = name
        self.directives = directives
        self.kind = kind
        self.offset = offset
    }
}

/// `name(arguments): Type @directives` of an object or interface type.
package struct FieldDefinitionNode: Sendable {
    package var description: Description?
    package var name: Name
    package var arguments: [InputValueDefinitionNode]
    package var type: TypeNode
    package var directives: [Directive]
    package var offset: Int

    package init(
        description: Description?, name: Name, arguments: [InputValueDefinitionNode], type: TypeNode, directives: [Directive], offset: Int
    ) {
        self.description = description
        self.name = name
        self.arguments = arguments
        self.type = type
        self.directives = directives
        self.offset = offset
    }
}

/// An argument or an input field.
package struct InputValueDefinitionNode: Sendable {
    package var description: Description?
    package var name: Name
    package var type: TypeNode
    package var defaultValue: Value?
    package var directives: [Directive]
    package var offset: Int

    package init(description: Description?, name: Name, type: TypeNode, defaultValue: Value?, directives: [Directive], offset: Int) {
        self.description = description
        self.name = name
        self.type = type
        self.defaultValue = defaultValue
        self.directives = directives
        self.offset = offset
    }
}

/// `NAME @directives`
package struct EnumValueDefinitionNode: Sendable {
    package var description: Description?
    package var name: Name
    package var directives: [Directive]
    package var offset: Int

    package init(description: Description?, name: Name, directives: [Directive], offset: Int) {
        self.description = description
        self.name = name
        self.directives = directives
        self.offset = offset
    }
}

/// `directive @name(arguments) repeatable on LOCATION | …`
package struct DirectiveDefinitionNode: Sendable {
    package var description: Description?
    package var name: Name
    package var arguments: [InputValueDefinitionNode]
    package var isRepeatable: Bool
    package var locations: [Name]
    package var offset: Int

    package init(
        description: Description?, name: Name, arguments: [InputValueDefinitionNode], isRepeatable: Bool, locations: [Name], offset: Int
    ) {
        self.description = description
        self.name = name
        self.arguments = arguments
        self.isRepeatable = isRepeatable
        self.locations = locations
        self.offset = offset
    }
}
