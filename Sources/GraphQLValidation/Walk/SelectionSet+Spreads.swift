import GraphQLLanguage

extension SelectionSet {
    /// The fragment spreads in this set and in the sets below it; those of a set stand together, those of its last inner set come next.
    var spreads: [FragmentSpread] {
        var spreads: [FragmentSpread] = []
        var open = [self]
        while let set = open.popLast() {
            for selection in set.selections {
                switch selection {
                case .field(let field): if let inner = field.selectionSet { open.append(inner) }
                case .fragmentSpread(let spread): spreads.append(spread)
                case .inlineFragment(let fragment): open.append(fragment.selectionSet)
                }
            }
        }
        return spreads
    }
}
