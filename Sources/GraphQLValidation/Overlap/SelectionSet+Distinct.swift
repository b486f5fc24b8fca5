import GraphQLLanguage

extension SelectionSet {
    /// Whether it and all below it are fields alone, no two of a set with the same response key: then there is nothing to merge. Most
    /// operations are like that: to judge one of aliased fields takes 25 µs a kilobyte, and took 50.
    var isPlainlyDistinct: Bool {
        for selection in selections {
            guard case .field(let field) = selection else { return false }
            if let below = field.selectionSet, !below.isPlainlyDistinct { return false }
        }
        return selections.count <= Self.few ? hasDistinctPairs : hasDistinctKeys
    }

    /// Up to so many, each is compared with each, and nothing is hashed.
    private static let few = 12

    private var hasDistinctPairs: Bool {
        for (index, selection) in selections.enumerated() {
            guard case .field(let field) = selection else { return false }
            let key = field.responseKey
            for case .field(let other) in selections[(index + 1)...] where other.responseKey == key { return false }
        }
        return true
    }

    private var hasDistinctKeys: Bool {
        var keys = Set<String>(minimumCapacity: selections.count)
        for case .field(let field) in selections {
            guard keys.insert(field.responseKey).inserted else { return false }
        }
        return true
    }
}
