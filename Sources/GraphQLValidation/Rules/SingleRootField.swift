import GraphQLLanguage
import GraphQLSchema

/// §5.2.4.1: a subscription has exactly one root field, which is no introspection field, and which no `@skip` or `@include` could
/// take away.
enum SingleRootField {
    static func check(_ operation: OperationDefinition, _ context: inout ValidationContext) {
        guard operation.type == .subscription, let root = context.schema.subscriptionType else { return }
        let subject = operation.name.map { "Subscription \"\($0.value)\"" } ?? "Anonymous Subscription"
        var collector = RootFieldCollector(root: root)
        collector.collect(operation.selectionSet, &context)

        guard collector.conditions.isEmpty else {
            context.report(
                "\(subject) must not use `@skip` or `@include` directives in the top level selection.", at: collector.conditions)
            return
        }
        let fields = collector.responseKeys.map { collector.fields[$0] ?? [] }
        if fields.isEmpty {
            context.report("\(subject) must select one top level field.", at: operation.selectionSet.offset)
        }
        if fields.count > 1 {
            context.report("\(subject) must select only one top level field.", at: fields.dropFirst().joined().map(\.offset))
        }
        for group in fields where group.first?.name.value.hasPrefix("__") == true {
            context.report("\(subject) must not select an introspection top level field.", at: group.map(\.offset))
        }
    }
}

/// CollectSubscriptionFields() of the specification: root fields by response key, through fragments.
private struct RootFieldCollector {
    let root: String
    private(set) var responseKeys: [String] = []
    private(set) var fields: [String: [Field]] = [:]
    /// Offsets of the `@skip` and `@include` directives met.
    private(set) var conditions: [Int] = []
    private var visited: Set<String> = []

    init(root: String) {
        self.root = root
    }

    mutating func collect(_ set: SelectionSet, _ context: inout ValidationContext) {
        // A fragment is followed once in each subscription: a document with many of both would take their product.
        context.spend(set.selections.count)
        var open: [ArraySlice<Selection>] = [set.selections[...]]
        while var selections = open.popLast(), !context.isAborted {
            guard let selection = selections.popFirst() else { continue }
            open.append(selections)
            switch selection {
            case .field(let field):
                guard !isConditional(field.directives) else { continue }
                if fields[field.responseKey] == nil { responseKeys.append(field.responseKey) }
                fields[field.responseKey, default: []].append(field)
            case .inlineFragment(let fragment):
                guard !isConditional(fragment.directives), applies(fragment.typeCondition, context) else { continue }
                context.spend(fragment.selectionSet.selections.count)
                open.append(fragment.selectionSet.selections[...])
            case .fragmentSpread(let spread):
                guard !isConditional(spread.directives), let fragment = context.fragments[spread.name.value],
                    applies(fragment.typeCondition, context), visited.insert(spread.name.value).inserted
                else { continue }
                context.spend(fragment.selectionSet.selections.count)
                open.append(fragment.selectionSet.selections[...])
            }
        }
    }

    private mutating func isConditional(_ directives: [Directive]) -> Bool {
        let condition = directives.first { $0.name.value == "skip" } ?? directives.first { $0.name.value == "include" }
        if let condition { conditions.append(condition.offset) }
        return condition != nil
    }

    private func applies(_ condition: Name?, _ context: ValidationContext) -> Bool {
        condition.map { context.schema.isPossible(root, of: $0.value) } ?? true
    }
}
