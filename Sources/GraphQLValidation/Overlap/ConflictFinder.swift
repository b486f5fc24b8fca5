import GraphQLLanguage
import GraphQLSchema

/// Finds the pairs of fields that conflict, as the reference implementation does, so that messages and places are the same.
///
/// It compares fields pair by pair, which on a hostile document takes the square of its size: it is asked only where there is a
/// conflict, and its steps are counted.
struct ConflictFinder {
    var context: ValidationContext
    private var sets: FieldSets
    private var arguments = ArgumentKeys()
    private var comparedFragments = ComparedPairs()
    private var comparedFieldsAndFragments = ComparedPairs()
    private var depth = 0

    /// Fragments can lead deeper than the parser lets a document be.
    private static let deepest = 200

    init(_ context: ValidationContext) {
        self.context = context
        sets = FieldSets(context)
    }

    /// Reports the conflicts of a selection set and of all below it.
    mutating func search(_ set: SelectionSet, on parent: String?) {
        guard !context.isAborted else { return }
        search(within: sets.fields(of: set, on: parent))
        searchBelow(set, on: parent)
    }

    private mutating func searchBelow(_ set: SelectionSet, on parent: String?) {
        let type = parent.flatMap { context.schema.type(named: $0) }
        for selection in set.selections where !context.isAborted {
            switch selection {
            case .field(let field):
                guard let inner = field.selectionSet else { continue }
                search(inner, on: type.flatMap { context.schema.field(field.name.value, on: $0) }?.type.innermost)
            // An inline fragment's fields belong to the set that it stands in.
            case .inlineFragment(let fragment): searchBelow(fragment.selectionSet, on: fragment.typeCondition?.value ?? parent)
            case .fragmentSpread: break
            }
        }
    }

    // Within a set: its fields with one another, with each fragment, and the fragments with one another.
    private mutating func search(within set: FieldSet) {
        for key in set.responseKeys {
            let fields = set.fields[key] ?? []
            for (index, field) in fields.enumerated() {
                for other in fields.dropFirst(index + 1) where !context.isAborted {
                    report(conflict(key, field, other, exclusive: false).map { [$0] } ?? [])
                }
            }
        }
        for (index, fragment) in set.spreads.enumerated() where !context.isAborted {
            var conflicts: [Conflict] = []
            compare(set, withFragment: fragment, exclusive: false, &conflicts)
            for other in set.spreads.dropFirst(index + 1) { compareFragments(fragment, other, exclusive: false, &conflicts) }
            report(conflicts)
        }
    }

    private mutating func report(_ conflicts: [Conflict]) {
        for conflict in conflicts { context.report(conflict.message, at: conflict.left + conflict.right) }
    }

    private mutating func compare(_ set: FieldSet, withFragment name: String, exclusive: Bool, _ conflicts: inout [Conflict]) {
        context.spend(1)
        guard !set.selected.isEmpty, comparedFieldsAndFragments.insert("\(set.id)", name, exclusive: exclusive) else { return }
        guard let fragment = sets.fields(ofFragment: name), fragment !== set, descend() else { return }
        defer { depth -= 1 }
        compare(set, fragment, exclusive: exclusive, &conflicts)
        for spread in fragment.spreads { compare(set, withFragment: spread, exclusive: exclusive, &conflicts) }
    }

    private mutating func compareFragments(_ left: String, _ right: String, exclusive: Bool, _ conflicts: inout [Conflict]) {
        context.spend(2)
        guard left != right, comparedFragments.insertEitherWay(left, right, exclusive: exclusive) else { return }
        guard let first = sets.fields(ofFragment: left), let second = sets.fields(ofFragment: right), descend() else { return }
        defer { depth -= 1 }
        compare(first, second, exclusive: exclusive, &conflicts)
        for spread in second.spreads { compareFragments(left, spread, exclusive: exclusive, &conflicts) }
        for spread in first.spreads { compareFragments(spread, right, exclusive: exclusive, &conflicts) }
    }

    /// The sets below two fields that would become one.
    private mutating func conflicts(between left: FieldSet, and right: FieldSet, exclusive: Bool) -> [Conflict] {
        guard descend() else { return [] }
        defer { depth -= 1 }
        var conflicts: [Conflict] = []
        compare(left, right, exclusive: exclusive, &conflicts)
        for spread in right.spreads { compare(left, withFragment: spread, exclusive: exclusive, &conflicts) }
        for spread in left.spreads { compare(right, withFragment: spread, exclusive: exclusive, &conflicts) }
        for first in left.spreads {
            for second in right.spreads { compareFragments(first, second, exclusive: exclusive, &conflicts) }
        }
        return conflicts
    }

    private mutating func compare(_ left: FieldSet, _ right: FieldSet, exclusive: Bool, _ conflicts: inout [Conflict]) {
        for key in left.responseKeys where !context.isAborted {
            context.spend(1)
            guard let others = right.fields[key] else { continue }
            for field in left.fields[key] ?? [] {
                for other in others where !context.isAborted {
                    if let conflict = conflict(key, field, other, exclusive: exclusive) { conflicts.append(conflict) }
                }
            }
        }
    }

    private mutating func conflict(_ key: String, _ left: SelectedField, _ right: SelectedField, exclusive: Bool) -> Conflict? {
        context.spend(2)
        let exclusive = exclusive || left.excludes(right)
        if !exclusive {
            let (name, other) = (left.field.name.value, right.field.name.value)
            guard name == other else {
                let names = "\"\(Conflict.abbreviated(name))\" and \"\(Conflict.abbreviated(other))\""
                return Conflict(key, "\(names) are different fields", left, right)
            }
            guard arguments.key(of: left.field) == arguments.key(of: right.field) else {
                return Conflict(key, "they have differing arguments", left, right)
            }
        }
        if let type = left.type, let other = right.type, !type.hasSameShape(as: other, in: context.schema) {
            return Conflict(key, "they return conflicting types \"\(type)\" and \"\(other)\"", left, right)
        }
        guard let below = sets.fields(below: left), let otherBelow = sets.fields(below: right) else { return nil }
        return Conflict(key, below: conflicts(between: below, and: otherBelow, exclusive: exclusive), left, right)
    }

    /// Goes one level deeper; aborts the validation where that is too deep.
    private mutating func descend() -> Bool {
        guard depth < Self.deepest, !context.isAborted else {
            context.abort("Document is nested too deeply. Validation aborted.", at: 0)
            return false
        }
        depth += 1
        return true
    }
}
