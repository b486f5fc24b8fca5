import GraphQLLanguage

/// §5.2.2.1: an operation's name is that of no other.
struct UniqueOperationNames {
    private var known: [String: Name] = [:]

    mutating func check(_ operation: OperationDefinition, _ context: inout ValidationContext) {
        guard let name = operation.name else { return }
        if let first = known[name.value] {
            context.report("There can be only one operation named \"\(name.value)\".", at: first.offset, name.offset)
        } else {
            known[name.value] = name
        }
    }
}
