extension Printer {
    /// - Parameter followsExecutable: Whether braces cannot be taken for the fields of the definition before.
    mutating func definition(_ definition: Definition, followsExecutable: Bool) {
        switch definition {
        case .operation(let operation): self.operation(operation, mayBeShorthand: followsExecutable)
        case .fragment(let fragment): self.fragment(fragment)
        case .schema(let schema): self.schema(schema, keyword: "schema")
        case .schemaExtension(let schema): self.schema(schema, keyword: "extend schema")
        case .type(let type): self.typeDefinition(type, prefix: "")
        case .typeExtension(let type): self.typeDefinition(type, prefix: "extend ")
        case .directive(let directive): self.directiveDefinition(directive)
        }
    }

    private mutating func operation(_ operation: OperationDefinition, mayBeShorthand: Bool) {
        description(operation.description)
        let isShorthand =
            mayBeShorthand && operation.type == .query && operation.name == nil && operation.variables.isEmpty
            && operation.directives.isEmpty
            && operation.description == nil
        if !isShorthand {
            write(operation.type.rawValue)
            if operation.name != nil || !operation.variables.isEmpty { write(" ") }
            if let name = operation.name { write(name.value) }
            variables(operation.variables)
            directives(operation.directives)
            write(" ")
        }
        selectionSet(operation.selectionSet)
    }

    private mutating func variables(_ variables: [VariableDefinition]) {
        guard !variables.isEmpty else { return }
        onOneLine { printer in
            printer.write("(")
            printer.joined(variables, by: ", ") { printer, variable in printer.variable(variable) }
            printer.write(")")
        } otherwise: { printer in
            printer.write("(\n")
            printer.joined(variables, by: "\n") { printer, variable in printer.variable(variable) }
            printer.write("\n)")
        }
    }

    private mutating func variable(_ variable: VariableDefinition) {
        description(variable.description)
        write("$\(variable.name.value): ")
        type(variable.type)
        if let value = variable.defaultValue {
            write(" = ")
            self.value(value)
        }
        directives(variable.directives)
    }

    private mutating func fragment(_ fragment: FragmentDefinition) {
        description(fragment.description)
        write("fragment \(fragment.name.value) on \(fragment.typeCondition.value)")
        directives(fragment.directives)
        write(" ")
        selectionSet(fragment.selectionSet)
    }

    private mutating func selectionSet(_ set: SelectionSet) {
        lines("{", set.selections, "}") { printer, selection in printer.selection(selection) }
    }

    private mutating func selection(_ selection: Selection) {
        switch selection {
        case .field(let field):
            self.field(field)
        case .fragmentSpread(let spread):
            write("...\(spread.name.value)")
            directives(spread.directives)
        case .inlineFragment(let fragment):
            write("...")
            if let condition = fragment.typeCondition { write(" on \(condition.value)") }
            directives(fragment.directives)
            write(" ")
            selectionSet(fragment.selectionSet)
        }
    }

    private mutating func field(_ field: Field) {
        if let alias = field.alias { write("\(alias.value): ") }
        write(field.name.value)
        if !field.arguments.isEmpty {
            var line = LineBudget()
            line.spend(field)
            if line.isExceeded {
                lines("(", field.arguments, ")") { printer, argument in printer.argument(argument) }
            } else {
                arguments(field.arguments)
            }
        }
        directives(field.directives)
        if let set = field.selectionSet {
            write(" ")
            selectionSet(set)
        }
    }

    private mutating func arguments(_ arguments: [Argument]) {
        write("(")
        joined(arguments, by: ", ") { printer, argument in printer.argument(argument) }
        write(")")
    }

    private mutating func argument(_ argument: Argument) {
        write("\(argument.name.value): ")
        value(argument.value)
    }

    /// Each directive after a blank.
    mutating func directives(_ directives: [Directive]) {
        for directive in directives {
            write(" @\(directive.name.value)")
            if !directive.arguments.isEmpty { arguments(directive.arguments) }
        }
    }

    /// A description on lines of its own before what it describes.
    mutating func description(_ description: Description?) {
        guard let description else { return }
        writeLines(description.isBlock ? BlockString.print(description.value) : StringLiteral.print(description.value))
        newline()
    }
}
