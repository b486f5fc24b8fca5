import GraphQLLanguage

extension SDLRules {
    /// An extension does not make an input object a OneOf: only its definition does (§3.10, Input Object Extensions).
    static func noOneOfOnExtensions(_ context: inout SDLContext) {
        for (node, isExtension) in context.typeNodes where isExtension {
            guard case .inputObject = node.kind, let directive = node.directives.first(where: { $0.name.value == "oneOf" })
            else { continue }
            context.report("Extension of input object type \"\(node.name.value)\" must not provide \"@oneOf\".", at: directive.offset)
        }
    }
}
