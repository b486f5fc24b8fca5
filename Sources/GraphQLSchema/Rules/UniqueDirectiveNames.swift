import GraphQLLanguage

extension SDLRules {
    /// Each directive is defined once.
    static func uniqueDirectiveNames(_ context: inout SDLContext) {
        var places: [String: Int] = [:]
        for node in context.directiveNodes {
            let name = node.name.value
            if context.schema?.directives[name] != nil {
                context.report("Directive \"@\(name)\" already exists in the schema. It cannot be redefined.", at: node.name.offset)
            } else if let first = places[name] {
                context.report("There can be only one directive named \"@\(name)\".", at: first, node.name.offset)
            } else {
                places[name] = node.name.offset
            }
        }
    }
}
