import GraphQLLanguage

extension SDLRules {
    /// An applied directive is given each argument that it requires.
    static func requiredArgumentsOnDirectives(_ context: inout SDLContext) {
        for directive in context.directiveSites.flatMap(\.directives) {
            guard let definition = context.directives[directive.name.value] else { continue }
            let given = Set(directive.arguments.map(\.name.value))
            for argument in definition.arguments where argument.isRequired && !given.contains(argument.name) {
                context.report(
                    """
                    Argument "@\(definition.name)(\(argument.name):)" of type "\(argument.type)" is required, but it was not provided.
                    """, at: directive.offset)
            }
        }
    }
}
