extension Parser {
    // SchemaDefinition : Description? schema Directives[Const]? { RootOperationTypeDefinition+ }
    mutating func schemaDefinition(_ description: Description?, from start: Int) throws(SyntaxError) -> SchemaDefinitionNode {
        try expect(keyword: "schema")
        return SchemaDefinitionNode(
            description: description, directives: try directives(.const),
            operationTypes: try many(.braceL, .braceR) { parser throws(SyntaxError) in try parser.operationTypeDefinition() },
            offset: start)
    }

    // RootOperationTypeDefinition : OperationType : NamedType
    mutating func operationTypeDefinition() throws(SyntaxError) -> OperationTypeDefinitionNode {
        let start = offset
        let operation = try operationType()
        try expect(.colon)
        return OperationTypeDefinitionNode(operation: operation, type: try name(), offset: start)
    }

    // ScalarTypeDefinition : Description? scalar Name Directives[Const]?
    mutating func scalarType(_ description: Description?, from start: Int) throws(SyntaxError) -> TypeDefinitionNode {
        try expect(keyword: "scalar")
        return TypeDefinitionNode(
            description: description, name: try name(), directives: try directives(.const), kind: .scalar, offset: start)
    }

    // ObjectTypeDefinition : Description? type Name ImplementsInterfaces? Directives[Const]? FieldsDefinition?
    mutating func objectType(_ description: Description?, from start: Int) throws(SyntaxError) -> TypeDefinitionNode {
        try expect(keyword: "type")
        let name = try name()
        let interfaces = try implementsInterfaces()
        let directives = try directives(.const)
        return TypeDefinitionNode(
            description: description, name: name, directives: directives,
            kind: .object(interfaces: interfaces, fields: try fieldsDefinition()), offset: start)
    }

    // InterfaceTypeDefinition : Description? interface Name ImplementsInterfaces? Directives[Const]? FieldsDefinition?
    mutating func interfaceType(_ description: Description?, from start: Int) throws(SyntaxError) -> TypeDefinitionNode {
        try expect(keyword: "interface")
        let name = try name()
        let interfaces = try implementsInterfaces()
        let directives = try directives(.const)
        return TypeDefinitionNode(
            description: description, name: name, directives: directives,
            kind: .interface(interfaces: interfaces, fields: try fieldsDefinition()), offset: start)
    }

    // UnionTypeDefinition : Description? union Name Directives[Const]? UnionMemberTypes?
    mutating func unionType(_ description: Description?, from start: Int) throws(SyntaxError) -> TypeDefinitionNode {
        try expect(keyword: "union")
        return TypeDefinitionNode(
            description: description, name: try name(), directives: try directives(.const), kind: .union(members: try unionMembers()),
            offset: start)
    }

    // EnumTypeDefinition : Description? enum Name Directives[Const]? EnumValuesDefinition?
    mutating func enumType(_ description: Description?, from start: Int) throws(SyntaxError) -> TypeDefinitionNode {
        try expect(keyword: "enum")
        return TypeDefinitionNode(
            description: description, name: try name(), directives: try directives(.const),
            kind: .enum(values: try enumValuesDefinition()), offset: start)
    }

    // InputObjectTypeDefinition : Description? input Name Directives[Const]? InputFieldsDefinition?
    mutating func inputObjectType(_ description: Description?, from start: Int) throws(SyntaxError) -> TypeDefinitionNode {
        try expect(keyword: "input")
        return TypeDefinitionNode(
            description: description, name: try name(), directives: try directives(.const),
            kind: .inputObject(fields: try inputFieldsDefinition()), offset: start)
    }

    // DirectiveDefinition : Description? directive @ Name ArgumentsDefinition? repeatable? on DirectiveLocations
    mutating func directiveDefinition(_ description: Description?, from start: Int) throws(SyntaxError) -> DirectiveDefinitionNode {
        try expect(keyword: "directive")
        try expect(.at)
        let name = try name()
        let arguments = try argumentsDefinition()
        let isRepeatable = try take(keyword: "repeatable")
        try expect(keyword: "on")
        return DirectiveDefinitionNode(
            description: description, name: name, arguments: arguments, isRepeatable: isRepeatable,
            locations: try delimitedMany(.pipe) { parser throws(SyntaxError) in try parser.directiveLocation() }, offset: start)
    }

    // DirectiveLocation :
    //   - ExecutableDirectiveLocation
    //   - TypeSystemDirectiveLocation
    private mutating func directiveLocation() throws(SyntaxError) -> Name {
        let start = token
        let name = try name()
        guard Self.directiveLocations.contains(name.value) else { throw unexpected(start) }
        return name
    }

    private static let directiveLocations: Set<String> = [
        // ExecutableDirectiveLocation
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION",
        // TypeSystemDirectiveLocation
        "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE",
        "INPUT_OBJECT", "INPUT_FIELD_DEFINITION",
    ]
}
