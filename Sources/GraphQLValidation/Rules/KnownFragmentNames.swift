import GraphQLLanguage

/// §5.5.2.1: a fragment that is spread is defined in the document.
enum KnownFragmentNames {
    static func check(_ spread: FragmentSpread, _ context: inout ValidationContext) {
        guard context.fragments[spread.name.value] == nil else { return }
        context.report("Unknown fragment \"\(spread.name.value)\".", at: spread.name.offset)
    }
}
