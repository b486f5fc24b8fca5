package import GraphQLLanguage
package import GraphQLSchema

/// Collects the fields that a selection asks of an object (§6.3.2): fragments opened, conditions decided, equal keys merged, in order.
///
/// The outcome depends on the variables only through `@skip` and `@include`; `conditionVariables` tells which those are, so that a plan may be
/// kept for each combination of their values.
package struct FieldCollector: Sendable {
    package let schema: Schema
    package let variables: Variables
    private let fragments: [String: FragmentDefinition]

    package init(_ document: Document, _ schema: Schema, _ variables: Variables) {
        self.schema = schema
        self.variables = variables
        self.fragments = Dictionary(document.fragments.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The fields that the selection sets ask, together, of an object of the named type.
    package func collect(_ selectionSets: [SelectionSet], on objectType: String) -> [CollectedField] {
        var collection = Collection()
        collection.reserve(selectionSets.reduce(0) { $0 + $1.selections.count })
        for selectionSet in selectionSets { collect(selectionSet, on: objectType, into: &collection) }
        return collection.fields
    }

    private struct Collection {
        var fields: [CollectedField] = []
        var positions: [String: Int] = [:]
        var visited: Set<String> = []

        mutating func reserve(_ count: Int) {
            fields.reserveCapacity(count)
            positions.reserveCapacity(count)
        }
    }

    private func collect(_ selectionSet: SelectionSet, on objectType: String, into collection: inout Collection) {
        for selection in selectionSet.selections {
            switch selection {
            case .field(let field):
                guard isIncluded(field.directives) else { continue }
                let key = field.responseKey
                if let position = collection.positions[key] {
                    collection.fields[position].merge(field)
                } else {
                    collection.positions[key] = collection.fields.count
                    collection.fields.append(CollectedField(field, responseKey: key))
                }
            case .inlineFragment(let fragment):
                guard isIncluded(fragment.directives), applies(fragment.typeCondition, to: objectType) else { continue }
                collect(fragment.selectionSet, on: objectType, into: &collection)
            case .fragmentSpread(let spread):
                guard isIncluded(spread.directives), collection.visited.insert(spread.name.value).inserted,
                    let fragment = fragments[spread.name.value], applies(fragment.typeCondition, to: objectType)
                else { continue }
                collect(fragment.selectionSet, on: objectType, into: &collection)
            }
        }
    }

    private func applies(_ condition: Name?, to objectType: String) -> Bool {
        condition.map { schema.isPossible(objectType, of: $0.value) } ?? true
    }

    private func isIncluded(_ directives: [Directive]) -> Bool {
        for directive in directives {
            switch directive.name.value {
            case "skip" where condition(of: directive): return false
            case "include" where !condition(of: directive): return false
            default: break
            }
        }
        return true
    }

    private func condition(of directive: Directive) -> Bool {
        switch directive.arguments.first(where: { $0.name.value == "if" })?.value.kind {
        case .boolean(let value)?: value
        case .variable(let name)?: variables[name] == .boolean(true)
        default: false
        }
    }
}
