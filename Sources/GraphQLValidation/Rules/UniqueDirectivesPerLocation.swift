import GraphQLLanguage
import GraphQLSchema

/// §5.7.3: a directive that is not repeatable stands in a place once.
enum UniqueDirectivesPerLocation {
    /// - Parameter directives: Those of one place.
    static func check(_ directives: [Directive], _ context: inout ValidationContext) {
        guard directives.count > 1 else { return }
        var first: [String: Directive] = [:]
        for directive in directives {
            let name = directive.name.value
            guard context.schema.directives[name]?.isRepeatable == false else { continue }
            if let first = first[name] {
                context.report(
                    "The directive \"@\(name)\" can only be used once at this location.", at: first.offset, directive.offset)
            } else {
                first[name] = directive
            }
        }
    }
}
