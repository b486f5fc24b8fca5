import GraphQLLanguage

extension SDLRules {
    /// An applied directive is given each argument once.
    static func uniqueArgumentNames(_ context: inout SDLContext) {
        for directive in context.directiveSites.flatMap(\.directives) {
            let places = Dictionary(grouping: directive.arguments.map(\.name), by: \.value)
            for (name, places) in places where places.count > 1 {
                context.report("There can be only one argument named \"\(name)\".", at: places.map(\.offset))
            }
        }
    }
}
