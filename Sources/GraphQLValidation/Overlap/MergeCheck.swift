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
            for group in groups(in: level.sets, &context) {
                guard group.count > 1 else {
                    // Nothing to compare: both checks go on below as one. Most fields are leaves, which end here.
                    if group[0].field.selectionSet != nil { descend(from: group, checks) }
                    continue
                }
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

    /// The fields of a level by response key, through fragments, each fragment once.
    private mutating func groups(in level: [FieldSet], _ context: inout ValidationContext) -> [[SelectedField]] {
        // One set without fragments is grouped already.
        if level.count == 1, level[0].spreads.isEmpty {
            context.spend(level[0].fieldCount)
            return Array(level[0].fields.values)
        }
        var groups: [String: [SelectedField]] = [:]
        var open = level
        var seen: Set<Int> = []
        while let set = open.popLast() {
            guard seen.insert(set.id).inserted else { continue }
            context.spend(set.fieldCount)
            for (key, fields) in set.fields { groups[key, default: []].append(contentsOf: fields) }
            for name in set.spreads {
                if let fragment = sets.fields(ofFragment: name) { open.append(fragment) }
            }
        }
        return Array(groups.values)
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
