import GraphQLLanguage

extension SDLRules {
    /// Each type is defined once.
    static func uniqueTypeNames(_ context: inout SDLContext) {
        var places: [String: Int] = [:]
        for (node, isExtension) in context.typeNodes where !isExtension {
            let name = node.name.value
            if context.schema?.type(named: name) != nil {
                context.report(
                    "Type \"\(name)\" already exists in the schema. It cannot also be defined in this type definition.",
                    at: node.name.offset)
            } else if let first = places[name] {
                context.report("There can be only one type named \"\(name)\".", at: first, node.name.offset)
            } else {
                places[name] = node.name.offset
            }
        }
    }
}
