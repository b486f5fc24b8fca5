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
    private var levels: [Level]
    /// The checks that were made of one set alone, by its number; and of several together.
    private var made: [Checks] = []
    private var madeTogether: [[Int]: Checks] = [:]
    /// For each response key, and for each set, the last level that had it.
    private var lastLevelOfKey: [Int] = []
    private var lastLevelOfSet: [Int] = []
    /// For each response key the group that it is in, while a level is grouped; -1 otherwise.
    private var groupOfKey: [Int] = []
    private var level = 0

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
            if areDistinct(fields, of: level.sets) {
                // Nothing to compare: both checks go on below as one.
                for field in fields where field.field.selectionSet != nil { descend(from: [field], checks) }
                continue
            }
            for group in grouped(fields) {
                // One alone merges with itself: both checks go on below as one.
                if group.count == 1 {
                    descend(from: group, checks)
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
        if level.sets.count == 1 {
            let number = level.sets[0].number
            made.grow(to: number + 1, with: [])
            defer { made[number].formUnion(level.checks) }
            return level.checks.subtracting(made[number])
        }
        let numbers = Set(level.sets.map(\.number)).sorted()
        defer { madeTogether[numbers, default: []].formUnion(level.checks) }
        return level.checks.subtracting(madeTogether[numbers] ?? [])
    }

    /// The fields of a level, through fragments, each fragment once.
    private mutating func fields(of sets: [FieldSet], _ context: inout ValidationContext) -> [SelectedField] {
        if sets.count == 1, sets[0].spreads.isEmpty {
            context.spend(sets[0].selected.count)
            return sets[0].selected
        }
        level += 1
        var fields: [SelectedField] = []
        var open = sets
        while let set = open.popLast() {
            lastLevelOfSet.grow(to: set.number + 1, with: 0)
            guard lastLevelOfSet[set.number] != level else { continue }
            lastLevelOfSet[set.number] = level
            context.spend(set.selected.count)
            fields.append(contentsOf: set.selected)
            for name in set.spreads {
                if let fragment = self.sets.fields(ofFragment: name) { open.append(fragment) }
            }
        }
        return fields
    }

    /// Whether no two of a level's fields have the same response key.
    private mutating func areDistinct(_ fields: [SelectedField], of sets: [FieldSet]) -> Bool {
        if sets.count == 1, sets[0].spreads.isEmpty { return sets[0].isDistinct }
        lastLevelOfKey.grow(to: self.sets.keyCount, with: 0)
        for field in fields {
            guard lastLevelOfKey[field.key] != level else { return false }
            lastLevelOfKey[field.key] = level
        }
        return true
    }

    /// The fields with the same response key together. Takes time by the fields, not by the keys that there are.
    private mutating func grouped(_ fields: [SelectedField]) -> [[SelectedField]] {
        var groups: [[SelectedField]] = []
        groupOfKey.grow(to: sets.keyCount, with: -1)
        for field in fields {
            if groupOfKey[field.key] < 0 {
                groupOfKey[field.key] = groups.count
                groups.append([field])
            } else {
                groups[groupOfKey[field.key]].append(field)
            }
        }
        for field in fields { groupOfKey[field.key] = -1 }
        return groups
    }

    /// SameResponseShape(): types of the same shape, and below them again.
    private mutating func checkShapes(_ group: [SelectedField]) -> Bool {
        var first: TypeReference?
        for type in group.lazy.compactMap(\.type) {
            guard let known = first else {
                first = type
                continue
            }
            guard type == known || type.hasSameShape(as: known, in: sets.schema) else { return false }
        }
        descend(from: group, .shape)
        return true
    }

    /// FieldsInSetCanMerge(), for fields that one object can have: those selected from the same object type, and those selected from
    /// abstract types together with each of them.
    private mutating func checkParents(_ group: [SelectedField]) -> Bool {
        if let first = group.first, group.allSatisfy({ $0.isOnObject == first.isOnObject && (!$0.isOnObject || $0.parent == first.parent) })
        {
            return checkSame(group)
        }
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

extension Array {
    /// Makes it as long as that at least.
    fileprivate mutating func grow(to count: Int, with element: Element) {
        while self.count < count { append(element) }
    }
}
