import GraphQLLanguage

extension SDLRules {
    /// Types that the document refers to exist: in it, in the schema that it extends, or in the language.
    static func knownTypeNames(_ context: inout SDLContext) {
        let defined = context.typeNodes.filter { !$0.isExtension }.map(\.node.name.value)
        let known = defined + (context.schema?.types.map(\.name) ?? [])
        let names = Set(known)
        for name in references(in: context) where !names.contains(name.value) && !BuiltIns.isBuiltIn(type: name.value) {
            let candidates = known + BuiltIns.scalars.map(\.name)
            context.report(
                "Unknown type \"\(name.value)\".\(Suggestions.didYouMean(name.value, among: candidates))", at: name.offset)
        }
    }

    private static func references(in context: SDLContext) -> [Name] {
        var names = context.inputValues.map(\.type.innermost)
        for root in context.schemaNodes.flatMap(\.node.operationTypes) { names.append(root.type) }
        for (node, _) in context.typeNodes {
            switch node.kind {
            case .object(let interfaces, let fields), .interface(let interfaces, let fields):
                names += interfaces + fields.map(\.type.innermost)
            case .union(let members): names += members
            case .scalar, .enum, .inputObject: break
            }
        }
        for fragment in context.document.fragments {
            names.append(fragment.typeCondition)
            names += typeConditions(in: fragment.selectionSet)
        }
        for operation in context.document.operations {
            names += operation.variables.map(\.type.innermost) + typeConditions(in: operation.selectionSet)
        }
        return names
    }

    private static func typeConditions(in selectionSet: SelectionSet) -> [Name] {
        selectionSet.selections.flatMap { selection -> [Name] in
            switch selection {
            case .field(let field): field.selectionSet.map(typeConditions) ?? []
            case .inlineFragment(let fragment): (fragment.typeCondition.map { [$0] } ?? []) + typeConditions(in: fragment.selectionSet)
            case .fragmentSpread: []
            }
        }
    }
}
