package import GraphQLLanguage
import GraphQLSchema

extension Document {
    /// The names of the variables that decide, through `@skip` and `@include`, which fields are collected; sorted.
    ///
    /// Two requests for one operation that agree on these ask for the same fields.
    package var conditionVariables: [String] {
        var names: Set<String> = []
        for operation in operations { Self.collect(operation.selectionSet, into: &names) }
        for fragment in fragments { Self.collect(fragment.selectionSet, into: &names) }
        return names.sorted()
    }

    /// Why the operation's fields cannot be collected with these variables: one that stands for `if: Boolean!` is null (§6.4.1), as it may be
    /// where it has a default.
    package func conditionFault(of operation: OperationDefinition, _ variables: Variables) -> GraphQLError? {
        for name in conditionVariables where variables[name] == .null {
            guard let definition = operation.variables.first(where: { $0.name.value == name }), definition.defaultValue != nil
            else { continue }
            return GraphQLError(
                .badVariable, "Variable \"$\(name)\" decides which fields there are, and must not be null.",
                locations: [source.location(at: definition.offset)])
        }
        return nil
    }

    private static func collect(_ selectionSet: SelectionSet, into names: inout Set<String>) {
        for selection in selectionSet.selections {
            switch selection {
            case .field(let field):
                collect(field.directives, into: &names)
                if let selectionSet = field.selectionSet { collect(selectionSet, into: &names) }
            case .inlineFragment(let fragment):
                collect(fragment.directives, into: &names)
                collect(fragment.selectionSet, into: &names)
            case .fragmentSpread(let spread): collect(spread.directives, into: &names)
            }
        }
    }

    private static func collect(_ directives: [Directive], into names: inout Set<String>) {
        for directive in directives where directive.name.value == "skip" || directive.name.value == "include" {
            for argument in directive.arguments {
                if case .variable(let name) = argument.value.kind { names.insert(name) }
            }
        }
    }
}
