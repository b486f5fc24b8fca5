import GraphQLLanguage

/// §5.5.2.2: no fragment spreads itself, be it through others.
enum NoFragmentCycles {
    static func check(_ context: inout ValidationContext) {
        var search = CycleSearch()
        for fragment in context.document.fragments where !context.isAborted { search.search(from: fragment, &context) }
    }
}

/// A depth-first search that keeps its path itself: a chain of fragments can be longer than a stack is deep.
private struct CycleSearch {
    private var visited: Set<String> = []
    /// The spreads that lead to where the search is.
    private var path: [FragmentSpread] = []
    /// Where on the path each open fragment begins.
    private var positions: [String: Int] = [:]

    private struct Step {
        let fragment: String
        var spreads: ArraySlice<FragmentSpread>
    }

    mutating func search(from root: FragmentDefinition, _ context: inout ValidationContext) {
        // Of fragments with the same name a spread means the last, but the search begins with each.
        guard let first = enter(root.name.value, root.selectionSet.spreads) else { return }
        var steps = [first]
        while var step = steps.popLast(), !context.isAborted {
            guard let spread = step.spreads.popFirst() else {
                positions[step.fragment] = nil
                if !steps.isEmpty { path.removeLast() }
                continue
            }
            steps.append(step)
            path.append(spread)
            if let position = positions[spread.name.value] {
                report(path[position...], &context)
                path.removeLast()
            } else if let spreads = context.spreads[spread.name.value], let next = enter(spread.name.value, spreads) {
                steps.append(next)
            } else {
                path.removeLast()
            }
        }
    }

    /// Begins with a fragment; nil where that was done before.
    private mutating func enter(_ name: String, _ spreads: [FragmentSpread]) -> Step? {
        guard visited.insert(name).inserted else { return nil }
        positions[name] = path.count
        return Step(fragment: name, spreads: spreads[...])
    }

    private func report(_ cycle: ArraySlice<FragmentSpread>, _ context: inout ValidationContext) {
        guard let last = cycle.last else { return }
        let via = cycle.dropLast().map { "\"\($0.name.value)\"" }.joined(separator: ", ")
        context.report(
            "Cannot spread fragment \"\(last.name.value)\" within itself\(via.isEmpty ? "" : " via \(via)").", at: cycle.map(\.offset))
    }
}
