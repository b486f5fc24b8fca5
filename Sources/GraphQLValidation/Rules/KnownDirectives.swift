import GraphQLLanguage
import GraphQLSchema

/// §5.7.1, §5.7.2: directives exist, and stand where they may.
enum KnownDirectives {
    static func check(
        _ directive: Directive, _ definition: DirectiveDefinition?, at location: DirectiveLocation, _ context: inout ValidationContext
    ) {
        let name = directive.name.value
        guard let definition else { return context.report("Unknown directive \"@\(name)\".", at: directive.offset) }
        guard !definition.locations.contains(location) else { return }
        let place = location.rawValue.lowercased().split(separator: "_").joined(separator: " ")
        context.report("Directive \"@\(name)\" may not be used on \(place).", at: directive.offset)
    }
}
