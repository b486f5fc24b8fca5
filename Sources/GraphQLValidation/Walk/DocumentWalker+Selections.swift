import GraphQLLanguage
import GraphQLSchema

extension DocumentWalker {
    /// - Parameter parent: The composite type that the set selects from; nil where it is not known.
    mutating func walk(_ set: SelectionSet, on parent: NamedType?) {
        for selection in set.selections where !context.isAborted {
            switch selection {
            case .field(let field): walk(field, on: parent)
            case .fragmentSpread(let spread): walk(spread, on: parent)
            case .inlineFragment(let fragment): walk(fragment, on: parent)
            }
        }
    }

    private mutating func walk(_ field: Field, on parent: NamedType?) {
        let definition = parent.flatMap { context.schema.field(field.name.value, on: $0) }
        let type = definition.flatMap { context.schema.type(named: $0.typeName) }
        if let parent {
            if let definition {
                KnownArgumentNames.check(field, definition, on: parent, &context)
                ProvidedRequiredArguments.check(field, definition, on: parent, &context)
                if let type { ScalarLeafs.check(field, definition, type, &context) }
            } else {
                FieldsOnCorrectType.check(field, on: parent, &context)
            }
        }
        walk(field.arguments, of: definition?.arguments)
        walk(field.directives, at: .field)
        if let set = field.selectionSet { walk(set, on: type.flatMap { $0.isComposite ? $0 : nil }) }
    }

    private mutating func walk(_ spread: FragmentSpread, on parent: NamedType?) {
        KnownFragmentNames.check(spread, &context)
        if let parent { possibleFragmentSpreads.check(spread, on: parent, &context) }
        walk(spread.directives, at: .fragmentSpread)
    }

    private mutating func walk(_ fragment: InlineFragment, on parent: NamedType?) {
        var type = parent
        if let condition = fragment.typeCondition {
            KnownTypeNames.check(condition, &context)
            FragmentsOnCompositeTypes.check(condition, &context)
            type = context.compositeType(condition.value)
        }
        if let parent, let type { possibleFragmentSpreads.check(fragment, of: type, on: parent, &context) }
        walk(fragment.directives, at: .inlineFragment)
        walk(fragment.selectionSet, on: type)
    }

    mutating func walk(_ directives: [Directive], at location: DirectiveLocation) {
        guard !directives.isEmpty else { return }
        UniqueDirectivesPerLocation.check(directives, &context)
        for directive in directives {
            let definition = context.schema.directives[directive.name.value]
            KnownDirectives.check(directive, definition, at: location, &context)
            if let definition {
                KnownArgumentNames.check(directive, definition, &context)
                ProvidedRequiredArguments.check(directive, definition, &context)
            }
            walk(directive.arguments, of: definition?.arguments)
        }
    }

    private mutating func walk(_ arguments: [Argument], of definitions: Members<InputValueDefinition>?) {
        guard !arguments.isEmpty else { return }
        UniqueArgumentNames.check(arguments, &context)
        for argument in arguments {
            let definition = definitions?[argument.name.value]
            walk(argument.value, as: definition?.type, hasDefault: definition?.defaultValue != nil)
        }
    }
}
