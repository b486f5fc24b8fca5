extension Parser {
    // Document :
    //   - Definition+
    mutating func definitions() throws(SyntaxError) -> [Definition] {
        var definitions: [Definition] = []
        repeat { definitions.append(try definition()) } while !at(.endOfFile)
        return definitions
    }

    // Definition :
    //   - ExecutableDefinition
    //   - TypeSystemDefinitionOrExtension
    private mutating func definition() throws(SyntaxError) -> Definition {
        let start = offset
        if at(.braceL) { return .operation(try shorthandOperation()) }
        let description = try description()
        guard at(.name) else {
            if at(.braceL) {
                throw SyntaxError("Unexpected description, descriptions are not supported on shorthand queries.", at: start)
            }
            throw unexpected()
        }
        switch text(of: token) {
        case "query", "mutation", "subscription": return .operation(try operation(description, from: start))
        case "fragment": return .fragment(try fragmentDefinition(description, from: start))
        case "schema": return .schema(try schemaDefinition(description, from: start))
        case "scalar": return .type(try scalarType(description, from: start))
        case "type": return .type(try objectType(description, from: start))
        case "interface": return .type(try interfaceType(description, from: start))
        case "union": return .type(try unionType(description, from: start))
        case "enum": return .type(try enumType(description, from: start))
        case "input": return .type(try inputObjectType(description, from: start))
        case "directive": return .directive(try directiveDefinition(description, from: start))
        case _ where description != nil:
            throw SyntaxError("Unexpected description, only GraphQL definitions support descriptions.", at: start)
        case "extend": return try typeSystemExtension()
        default: throw unexpected()
        }
    }

    // Description :
    //   - StringValue
    mutating func description() throws(SyntaxError) -> Description? {
        guard at(.string) || at(.blockString) else { return nil }
        let start = token
        try advance()
        return Description(try stringValue(of: start), isBlock: start.kind == .blockString, offset: Int(start.start))
    }
}
