import GraphQLLanguage

extension SDLRules {
    /// Each value of an enum is defined once, extensions included.
    static func uniqueEnumValueNames(_ context: inout SDLContext) {
        var places: [String: [String: Int]] = [:]
        for (node, _) in context.typeNodes {
            guard case .enum(let values) = node.kind else { continue }
            let type = node.name.value
            for value in values.map(\.name) {
                if case .enum(let existing)? = context.schema?.type(named: type), existing.values[value.value] != nil {
                    context.report(
                        """
                        Enum value "\(type).\(value.value)" already exists in the schema. \
                        It cannot also be defined in this type extension.
                        """, at: value.offset)
                } else if let first = places[type]?[value.value] {
                    context.report("Enum value \"\(type).\(value.value)\" can only be defined once.", at: first, value.offset)
                } else {
                    places[type, default: [:]][value.value] = value.offset
                }
            }
        }
    }
}
