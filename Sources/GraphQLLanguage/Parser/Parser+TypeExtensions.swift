extension Parser {
    // TypeSystemExtension :
    //   - SchemaExtension
    //   - TypeExtension
    mutating func typeSystemExtension() throws(SyntaxError) -> Definition {
        let start = offset
        try expect(keyword: "extend")
        guard at(.name) else { throw unexpected() }
        switch text(of: token) {
        case "schema": return .schemaExtension(try schemaExtension(from: start))
        case "scalar": return .typeExtension(try extending(try scalarType(nil, from: start)))
        case "type": return .typeExtension(try extending(try objectType(nil, from: start)))
        case "interface": return .typeExtension(try extending(try interfaceType(nil, from: start)))
        case "union": return .typeExtension(try extending(try unionType(nil, from: start)))
        case "enum": return .typeExtension(try extending(try enumType(nil, from: start)))
        case "input": return .typeExtension(try extending(try inputObjectType(nil, from: start)))
        default: throw unexpected()
        }
    }

    // SchemaExtension :
    //   - extend schema Directives[Const]? { RootOperationTypeDefinition+ }
    //   - extend schema Directives[Const] [lookahead != `{`]
    private mutating func schemaExtension(from start: Int) throws(SyntaxError) -> SchemaDefinitionNode {
        try expect(keyword: "schema")
        let directives = try directives(.const)
        let operationTypes = try optionalMany(.braceL, .braceR) { parser throws(SyntaxError) in try parser.operationTypeDefinition() }
        if directives.isEmpty, operationTypes.isEmpty { throw unexpected() }
        return SchemaDefinitionNode(description: nil, directives: directives, operationTypes: operationTypes, offset: start)
    }

    // Every TypeExtension reads as its TypeDefinition does, but must add something:
    //
    // ScalarTypeExtension : extend scalar Name Directives[Const]
    //
    // UnionTypeExtension :
    //   - extend union Name Directives[Const]? UnionMemberTypes
    //   - extend union Name Directives[Const]
    private func extending(_ type: TypeDefinitionNode) throws(SyntaxError) -> TypeDefinitionNode {
        let addsMembers =
            switch type.kind {
            case .scalar: false
            case .object(let interfaces, let fields), .interface(let interfaces, let fields): !interfaces.isEmpty || !fields.isEmpty
            case .union(let members): !members.isEmpty
            case .enum(let values): !values.isEmpty
            case .inputObject(let fields): !fields.isEmpty
            }
        guard addsMembers || !type.directives.isEmpty else { throw unexpected() }
        return type
    }
}
