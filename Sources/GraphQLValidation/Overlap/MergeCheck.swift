import GraphQLLanguage
import GraphQLSchema

/// Finds out whether all fields of a document can be merged, without comparing each with each.
///
/// To be the same is an equivalence: within a group it is enough to compare each field with the first. So the groups that would
/// become one response field are formed for a whole level at once, first all of them for their shape, then those that one object
/// can have for names and arguments; what is below a group is the next level. Levels made of the same selection sets are looked at
/// once. The time is linear in the fields that are merged.
///
/// After Simon Adameit's algorithm for Sangria: it says that there is a conflict, `ConflictFinder` says what it is.
struct MergeCheck {
    private var sets: FieldSets
    private var arguments = ArgumentKeys()
    private var made: [[Int]: Checks] = [:]
    private var levels: [Level]

    /// Selection sets that together make up one level of a response.
    private struct Level {
        let checks: Checks
        let sets: [FieldSet]
    }

    private struct Checks: OptionSet {
        let rawValue: Int

        static let shape = Checks(rawValue: 1)
        static let parents = Checks(rawValue: 2)
    }

    init(_ context: ValidationContext) {
        var sets = FieldSets(context)
        let operations = context.operations.map { sets.fields(of: $0.selectionSet, on: context.schema.rootType(for: $0.type)) }
        // What an operation leads to is looked at where it is used.
        let unused = context.document.fragments.filter { !context.usedFragments.contains($0.name.value) }
        let fragments = unused.map { sets.fields(of: $0.selectionSet, on: $0.typeCondition.value) }
        levels = (operations + fragments).map { Level(checks: [.shape, .parents], sets: [$0]) }
        self.sets = sets
    }

    /// Returns whether there are fields that cannot be merged; as far as it came, where the work became too much.
    mutating func findsConflict(_ context: inout ValidationContext) -> Bool {
        while let level = levels.popLast(), !context.isAborted {
            let checks = unmade(of: level)
            guard !checks.isEmpty else { continue }
            let fields = fields(of: level.sets, &context)
            if Self.areDistinct(fields) {
                // Nothing to compare: both checks go on below as one.
                for field in fields where field.field.selectionSet != nil { descend(from: [field], checks) }
                continue
            }
            for group in Dictionary(grouping: fields, by: { $0.field.responseKey }).values {
                if checks.contains(.shape), !checkShapes(group) { return true }
                if checks.contains(.parents), !checkParents(group) { return true }
            }
        }
        return false
    }

    /// Those of a level's checks that were not made of the same selection sets before.
    private mutating func unmade(of level: Level) -> Checks {
        let ids = level.sets.count == 1 ? [level.sets[0].id] : Set(level.sets.map(\.id)).sorted()
        let made = made[ids] ?? []
        self.made[ids] = made.union(level.checks)
        return level.checks.subtracting(made)
    }

    /// The fields of a level, through fragments, each fragment once.
    private mutating func fields(of level: [FieldSet], _ context: inout ValidationContext) -> [SelectedField] {
        if level.count == 1, level[0].spreads.isEmpty {
            context.spend(level[0].selected.count)
            return level[0].selected
        }
        var fields: [SelectedField] = []
        var open = level
        var seen: Set<Int> = []
        while let set = open.popLast() {
            guard seen.insert(set.id).inserted else { continue }
            context.spend(set.selected.count)
            fields.append(contentsOf: set.selected)
            for name in set.spreads {
                if let fragment = sets.fields(ofFragment: name) { open.append(fragment) }
            }
        }
        return fields
    }

    /// Whether no two fields have the same response key. Comparing a few is quicker than hashing them.
    private static func areDistinct(_ fields: [SelectedField]) -> Bool {
        if fields.count <= 8 {
            for index in fields.indices {
                for other in fields.indices[..<index] where fields[index].field.responseKey == fields[other].field.responseKey {
                    return false
                }
            }
            return true
        }
        var keys: Set<String> = []
        keys.reserveCapacity(fields.count)
        return fields.allSatisfy { keys.insert($0.field.responseKey).inserted }
    }

    /// SameResponseShape(): types of the same shape, and below them again.
    private mutating func checkShapes(_ group: [SelectedField]) -> Bool {
        let types = group.compactMap(\.type)
        if let first = types.first, !types.allSatisfy({ $0 == first || $0.hasSameShape(as: first, in: sets.schema) }) { return false }
        descend(from: group, .shape)
        return true
    }

    /// FieldsInSetCanMerge(), for fields that one object can have: those selected from the same object type, and those selected from
    /// abstract types together with each of them.
    private mutating func checkParents(_ group: [SelectedField]) -> Bool {
        let onAbstract = group.filter { !$0.isOnObject }
        let onObjects = Dictionary(grouping: group.filter(\.isOnObject)) { $0.parent }
        guard !onObjects.isEmpty else { return checkSame(onAbstract) }
        for fields in onObjects.values where !checkSame(fields + onAbstract) { return false }
        return true
    }

    private mutating func checkSame(_ fields: [SelectedField]) -> Bool {
        guard let first = fields.first?.field else { return true }
        if fields.count > 1 {
            let key = arguments.key(of: first)
            for selected in fields.dropFirst() {
                guard selected.field.name.value == first.name.value, arguments.key(of: selected.field) == key else { return false }
            }
        }
        descend(from: fields, .parents)
        return true
    }

    private mutating func descend(from group: [SelectedField], _ checks: Checks) {
        let below = group.compactMap { sets.fields(below: $0) }
        if !below.isEmpty { levels.append(Level(checks: checks, sets: below)) }
    }
}
