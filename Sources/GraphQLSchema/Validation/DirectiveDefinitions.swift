import GraphQLLanguage

extension SchemaValidator {
    /// Directives have a place to be applied in, and arguments that go in (§3.13).
    static func directiveDefinitions(_ validation: inout SchemaValidation) {
        for directive in validation.schema.directives {
            let node = validation.places.directive(directive.name)
            validation.checkName(directive.name) { _ in node.places { $0.offset } }
            if directive.locations.isEmpty {
                validation.report("Directive @\(directive.name) must include 1 or more locations.", at: node.places { $0.offset })
            }
            for argument in directive.arguments {
                validation.checkInput(argument, of: .directive(directive.name), noun: "argument")
            }
        }
    }
}
