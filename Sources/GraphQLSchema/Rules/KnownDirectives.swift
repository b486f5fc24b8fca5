import GraphQLLanguage

extension SDLRules {
    /// Directives are known and stand where they may.
    static func knownDirectives(_ context: inout SDLContext) {
        for site in context.directiveSites {
            for directive in site.directives {
                let name = directive.name.value
                guard let definition = context.directives[name] else {
                    context.report("Unknown directive \"@\(name)\".", at: directive.offset)
                    continue
                }
                if !definition.locations.contains(site.location) {
                    context.report("Directive \"@\(name)\" may not be used on \(site.location.words).", at: directive.offset)
                }
            }
        }
    }
}
