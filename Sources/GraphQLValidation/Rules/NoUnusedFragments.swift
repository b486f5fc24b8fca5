import GraphQLLanguage

/// §5.5.1.4: each fragment is spread in some operation, be it through other fragments.
enum NoUnusedFragments {
    static func check(_ context: inout ValidationContext) {
        let fragments = context.document.fragments
        guard !fragments.isEmpty else { return }
        var used: Set<String> = []
        var open = context.operations.flatMap(\.selectionSet.spreads)
        while let spread = open.popLast() {
            guard used.insert(spread.name.value).inserted else { continue }
            open.append(contentsOf: context.spreads[spread.name.value] ?? [])
        }
        for fragment in fragments where !used.contains(fragment.name.value) {
            context.report("Fragment \"\(fragment.name.value)\" is never used.", at: fragment.offset)
        }
    }
}
