extension Document {
    /// One document for each operation, with the fragments that it needs and in the order of this document.
    ///
    /// The name of an operation without a name is `""`. Of operations with the same name the last one stays.
    package func separatedOperations() -> [(name: String, definitions: [Definition])] {
        let spreads = Dictionary(fragments.map { ($0.name.value, $0.selectionSet.spreadNames) }, uniquingKeysWith: { _, last in last })
        var separated: [(name: String, definitions: [Definition])] = []
        for (position, definition) in definitions.enumerated() {
            guard case .operation(let operation) = definition else { continue }
            let needed = Self.reachable(from: operation.selectionSet.spreadNames, through: spreads)
            let own = definitions.enumerated().filter { index, definition in
                if case .fragment(let fragment) = definition { needed.contains(fragment.name.value) } else { index == position }
            }
            let name = operation.name?.value ?? ""
            separated.removeAll { $0.name == name }
            separated.append((name, own.map(\.element)))
        }
        return separated
    }

    /// The fragments that an operation needs, in the order of this document.
    package func fragments(neededBy operation: OperationDefinition) -> [FragmentDefinition] {
        let fragments = fragments
        let spreads = Dictionary(fragments.map { ($0.name.value, $0.selectionSet.spreadNames) }, uniquingKeysWith: { _, last in last })
        let needed = Self.reachable(from: operation.selectionSet.spreadNames, through: spreads)
        return fragments.filter { needed.contains($0.name.value) }
    }

    private static func reachable(from names: [String], through spreads: [String: [String]]) -> Set<String> {
        var reached: Set<String> = []
        var open = names
        while let name = open.popLast() {
            guard reached.insert(name).inserted else { continue }
            open.append(contentsOf: spreads[name] ?? [])
        }
        return reached
    }
}

extension SelectionSet {
    /// The names of the fragments spread in this set and the sets below it, in the order written; a name spread twice is in it twice.
    package var spreadNames: [String] {
        var names: [String] = []
        collectSpreadNames(into: &names)
        return names
    }

    private func collectSpreadNames(into names: inout [String]) {
        for selection in selections {
            switch selection {
            case .field(let field): field.selectionSet?.collectSpreadNames(into: &names)
            case .fragmentSpread(let spread): names.append(spread.name.value)
            case .inlineFragment(let fragment): fragment.selectionSet.collectSpreadNames(into: &names)
            }
        }
    }
}
