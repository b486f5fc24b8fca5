extension Parser {
    // ImplementsInterfaces :
    //   - ImplementsInterfaces & NamedType
    //   - implements &? NamedType
    mutating func implementsInterfaces() throws(SyntaxError) -> [Name] {
        guard try take(keyword: "implements") else { return [] }
        return try delimitedMany(.ampersand) { parser throws(SyntaxError) in try parser.name() }
    }

    // FieldsDefinition : { FieldDefinition+ }
    mutating func fieldsDefinition() throws(SyntaxError) -> [FieldDefinitionNode] {
        try optionalMany(.braceL, .braceR) { parser throws(SyntaxError) in try parser.fieldDefinition() }
    }

    // FieldDefinition : Description? Name ArgumentsDefinition? : Type Directives[Const]?
    private mutating func fieldDefinition() throws(SyntaxError) -> FieldDefinitionNode {
        let start = offset
        let description = try description()
        let name = try name()
        let arguments = try argumentsDefinition()
        try expect(.colon)
        return FieldDefinitionNode(
            description: description, name: name, arguments: arguments, type: try type(), directives: try directives(.const), offset: start)
    }

    // ArgumentsDefinition : ( InputValueDefinition+ )
    mutating func argumentsDefinition() throws(SyntaxError) -> [InputValueDefinitionNode] {
        try optionalMany(.parenL, .parenR) { parser throws(SyntaxError) in try parser.inputValueDefinition() }
    }

    // InputFieldsDefinition : { InputValueDefinition+ }
    mutating func inputFieldsDefinition() throws(SyntaxError) -> [InputValueDefinitionNode] {
        try optionalMany(.braceL, .braceR) { parser throws(SyntaxError) in try parser.inputValueDefinition() }
    }

    // InputValueDefinition : Description? Name : Type DefaultValue? Directives[Const]?
    private mutating func inputValueDefinition() throws(SyntaxError) -> InputValueDefinitionNode {
        let start = offset
        let description = try description()
        let name = try name()
        try expect(.colon)
        return InputValueDefinitionNode(
            description: description, name: name, type: try type(), defaultValue: try defaultValue(), directives: try directives(.const),
            offset: start)
    }

    // UnionMemberTypes :
    //   - UnionMemberTypes | NamedType
    //   - = |? NamedType
    mutating func unionMembers() throws(SyntaxError) -> [Name] {
        guard try take(.equals) else { return [] }
        return try delimitedMany(.pipe) { parser throws(SyntaxError) in try parser.name() }
    }

    // EnumValuesDefinition : { EnumValueDefinition+ }
    mutating func enumValuesDefinition() throws(SyntaxError) -> [EnumValueDefinitionNode] {
        try optionalMany(.braceL, .braceR) { parser throws(SyntaxError) in try parser.enumValueDefinition() }
    }

    // EnumValueDefinition : Description? EnumValue Directives[Const]?
    private mutating func enumValueDefinition() throws(SyntaxError) -> EnumValueDefinitionNode {
        let start = offset
        let description = try description()
        if at(keyword: "true") || at(keyword: "false") || at(keyword: "null") {
            throw SyntaxError("\(describe(token)) is reserved and cannot be used for an enum value.", at: offset)
        }
        return EnumValueDefinitionNode(description: description, name: try name(), directives: try directives(.const), offset: start)
    }
}
