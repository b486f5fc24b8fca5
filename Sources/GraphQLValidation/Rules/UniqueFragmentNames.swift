import GraphQLLanguage

/// §5.5.1.1: a fragment's name is that of no other.
struct UniqueFragmentNames {
    private var known: [String: Name] = [:]

    mutating func check(_ fragment: FragmentDefinition, _ context: inout ValidationContext) {
        let name = fragment.name
        if let first = known[name.value] {
            context.report("There can be only one fragment named \"\(name.value)\".", at: first.offset, name.offset)
        } else {
            known[name.value] = name
        }
    }
}
