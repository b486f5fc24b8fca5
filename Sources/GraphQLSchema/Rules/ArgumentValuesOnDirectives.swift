import GraphQLLanguage

extension SDLRules {
    /// Arguments of applied directives are values of their types (§5.6.1).
    ///
    /// `schema` is what the document made: the types may be of its own making.
    static func argumentValuesOnDirectives(in document: Document, making schema: Schema) -> [GraphQLError] {
        var context = SDLContext(document, extending: schema)
        for directive in context.directiveSites.flatMap(\.directives) {
            guard let definition = context.directives[directive.name.value] else { continue }
            for argument in directive.arguments {
                // That a type takes no input is the validator's to say.
                guard let type = definition.arguments[argument.name.value]?.type, schema.type(named: type.innermost)?.isInput == true
                else { continue }
                var coercion = InputCoercion(schema, fillsDefaults: false)
                _ = coercion.coerce(ConstValue(argument.value), as: type)
                for fault in coercion.faults {
                    let place = fault.path.isEmpty ? "" : " at \(fault.place)"
                    context.report(
                        "Argument \"@\(definition.name)(\(argument.name.value):)\" has invalid value\(place): \(fault.message)",
                        at: argument.value.part(at: fault.path[...]).offset)
                }
            }
        }
        return context.errors
    }
}
