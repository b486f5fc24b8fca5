extension Printer {
    mutating func schema(_ schema: SchemaDefinitionNode, keyword: String) {
        description(schema.description)
        write(keyword)
        directives(schema.directives)
        block(schema.operationTypes) { printer, root in printer.write("\(root.operation.rawValue): \(root.type.value)") }
    }

    mutating func typeDefinition(_ type: TypeDefinitionNode, prefix: String) {
        description(type.description)
        write(prefix)
        switch type.kind {
        case .scalar:
            write("scalar \(type.name.value)")
            directives(type.directives)
        case .object(let interfaces, let fields):
            write("type \(type.name.value)")
            implements(interfaces)
            directives(type.directives)
            block(fields) { printer, field in printer.fieldDefinition(field) }
        case .interface(let interfaces, let fields):
            write("interface \(type.name.value)")
            implements(interfaces)
            directives(type.directives)
            block(fields) { printer, field in printer.fieldDefinition(field) }
        case .union(let members):
            write("union \(type.name.value)")
            directives(type.directives)
            if !members.isEmpty { write(" = " + members.map(\.value).joined(separator: " | ")) }
        case .enum(let values):
            write("enum \(type.name.value)")
            directives(type.directives)
            block(values) { printer, value in printer.enumValue(value) }
        case .inputObject(let fields):
            write("input \(type.name.value)")
            directives(type.directives)
            block(fields) { printer, field in printer.inputValue(field) }
        }
    }

    mutating func directiveDefinition(_ directive: DirectiveDefinitionNode) {
        description(directive.description)
        write("directive @\(directive.name.value)")
        argumentsDefinition(directive.arguments)
        if directive.isRepeatable { write(" repeatable") }
        write(" on " + directive.locations.map(\.value).joined(separator: " | "))
    }

    private mutating func implements(_ interfaces: [Name]) {
        if !interfaces.isEmpty { write(" implements " + interfaces.map(\.value).joined(separator: " & ")) }
    }

    private mutating func fieldDefinition(_ field: FieldDefinitionNode) {
        description(field.description)
        write(field.name.value)
        argumentsDefinition(field.arguments)
        write(": ")
        type(field.type)
        directives(field.directives)
    }

    private mutating func argumentsDefinition(_ arguments: [InputValueDefinitionNode]) {
        guard !arguments.isEmpty else { return }
        onOneLine { printer in
            printer.write("(")
            printer.joined(arguments, by: ", ") { printer, argument in printer.inputValue(argument) }
            printer.write(")")
        } otherwise: { printer in
            printer.lines("(", arguments, ")") { printer, argument in printer.inputValue(argument) }
        }
    }

    private mutating func inputValue(_ input: InputValueDefinitionNode) {
        description(input.description)
        write("\(input.name.value): ")
        type(input.type)
        if let value = input.defaultValue {
            write(" = ")
            self.value(value)
        }
        directives(input.directives)
    }

    private mutating func enumValue(_ value: EnumValueDefinitionNode) {
        description(value.description)
        write(value.name.value)
        directives(value.directives)
    }
}
