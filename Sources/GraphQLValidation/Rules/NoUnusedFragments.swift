import GraphQLLanguage

/// §5.5.1.4: each fragment is spread in some operation, be it through other fragments.
enum NoUnusedFragments {
    static func check(_ context: inout ValidationContext) {
        for fragment in context.document.fragments where !context.usedFragments.contains(fragment.name.value) {
            context.report("Fragment \"\(fragment.name.value)\" is never used.", at: fragment.offset)
        }
    }
}
