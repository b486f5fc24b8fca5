import GraphQLLanguage
import GraphQLSchema

/// Walks a document once, with the type of each place at hand, and lets every rule look at every node that concerns it.
///
/// Reading this type and its extensions is reading which rules there are. How deep it recurses was bounded by the parser.
struct DocumentWalker {
    var context: ValidationContext
    var uniqueOperationNames = UniqueOperationNames()
    var uniqueFragmentNames = UniqueFragmentNames()
    var possibleFragmentSpreads = PossibleFragmentSpreads()

    init(_ context: ValidationContext) {
        self.context = context
    }

    mutating func walk() {
        for definition in context.document.definitions where !context.isAborted {
            switch definition {
            case .operation(let operation): walk(operation)
            case .fragment(let fragment): walk(fragment)
            default: ExecutableDefinitions.check(definition, &context)
            }
        }
        // What takes the whole document to judge.
        NoFragmentCycles.check(&context)
        DepthThroughFragments.check(&context)
        NoUnusedFragments.check(&context)
        VariableRules.check(&context)
        OverlappingFieldsCanBeMerged.check(&context)
    }

    private mutating func walk(_ operation: OperationDefinition) {
        OperationTypeExistence.check(operation, &context)
        uniqueOperationNames.check(operation, &context)
        LoneAnonymousOperation.check(operation, &context)
        SingleRootField.check(operation, &context)
        UniqueVariableNames.check(operation, &context)
        for variable in operation.variables { walk(variable) }
        walk(operation.directives, at: DirectiveLocation(operation.type))
        let root = context.schema.rootType(for: operation.type).flatMap(context.compositeType)
        walk(operation.selectionSet, on: root)
        context.usages.endOperation()
    }

    private mutating func walk(_ variable: VariableDefinition) {
        KnownTypeNames.check(variable.type.innermost, &context)
        VariablesAreInputTypes.check(variable, &context)
        if let value = variable.defaultValue { walk(value, as: context.inputType(variable.type)) }
        walk(variable.directives, at: .variableDefinition)
    }

    private mutating func walk(_ fragment: FragmentDefinition) {
        uniqueFragmentNames.check(fragment, &context)
        KnownTypeNames.check(fragment.typeCondition, &context)
        FragmentsOnCompositeTypes.check(fragment, &context)
        walk(fragment.directives, at: .fragmentDefinition)
        walk(fragment.selectionSet, on: context.compositeType(fragment.typeCondition.value))
        context.usages.endFragment(fragment.name.value)
    }
}
