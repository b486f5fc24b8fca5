import GraphQLLanguage

extension SDLRules {
    /// Arguments of applied directives are ones that the directive has.
    static func knownArgumentNamesOnDirectives(_ context: inout SDLContext) {
        for directive in context.directiveSites.flatMap(\.directives) {
            guard let definition = context.directives[directive.name.value] else { continue }
            for argument in directive.arguments where definition.arguments[argument.name.value] == nil {
                let name = argument.name.value
                let suggestion = Suggestions.didYouMean(name, among: definition.arguments.map(\.name))
                context.report("Unknown argument \"\(name)\" on directive \"@\(definition.name)\".\(suggestion)", at: argument.offset)
            }
        }
    }
}
