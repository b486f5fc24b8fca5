import GraphQLLanguage

extension SDLRules {
    /// Object literals, in defaults and arguments of directives, give each field once.
    static func uniqueInputFieldNames(_ context: inout SDLContext) {
        let defaults = context.inputValues.compactMap(\.defaultValue)
        let arguments = context.directiveSites.flatMap(\.directives).flatMap(\.arguments).map(\.value)
        for value in defaults + arguments { check(value, &context) }
    }

    private static func check(_ value: Value, _ context: inout SDLContext) {
        switch value.kind {
        case .list(let items): for item in items { check(item, &context) }
        case .object(let fields):
            var places: [String: Int] = [:]
            for field in fields {
                if let first = places[field.name.value] {
                    context.report(
                        "There can be only one input field named \"\(field.name.value)\".", at: first, field.name.offset)
                } else {
                    places[field.name.value] = field.name.offset
                }
                check(field.value, &context)
            }
        case .variable, .int, .float, .string, .boolean, .null, .enumValue: break
        }
    }
}
