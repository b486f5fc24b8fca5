import GraphQLLanguage

extension SDLRules {
    /// A directive that is not repeatable is applied once in a place; a definition and its extensions are one place.
    static func uniqueDirectivesPerLocation(_ context: inout SDLContext) {
        var shared: [String: [String: Int]] = [:]
        for site in context.directiveSites {
            var places = site.owner.flatMap { shared[$0] } ?? [:]
            for directive in site.directives {
                let name = directive.name.value
                guard let definition = context.directives[name], !definition.isRepeatable else { continue }
                if let first = places[name] {
                    context.report(
                        "The directive \"@\(name)\" can only be used once at this location.", at: first, directive.offset)
                } else {
                    places[name] = directive.offset
                }
            }
            if let owner = site.owner { shared[owner] = places }
        }
    }
}
