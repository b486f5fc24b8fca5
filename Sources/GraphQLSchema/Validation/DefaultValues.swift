import GraphQLLanguage

extension SchemaValidator {
    /// Default values are values of their types.
    static func defaultValues(_ validation: inout SchemaValidation) {
        for (value, owner) in validation.schema.inputValues {
            guard let defaultValue = value.defaultValue, validation.isInput(value.type) else { continue }
            var coercion = InputCoercion(validation.schema, fillsDefaults: false)
            _ = coercion.coerce(defaultValue, as: value.type)
            let node = validation.places.node(of: value.name, in: owner).part { $0.defaultValue }
            for fault in coercion.faults {
                validation.report(
                    "\(owner.coordinate(value.name)) has invalid default value: \(fault.message)",
                    at: node.places { $0.part(at: fault.path[...]).offset })
            }
        }
    }
}

extension Schema {
    /// Every argument and input field that the schema defines, in order.
    var inputValues: [(value: InputValueDefinition, owner: InputOwner)] {
        var values: [(InputValueDefinition, InputOwner)] = []
        for directive in directives { values += directive.arguments.map { ($0, .directive(directive.name)) } }
        for type in types {
            for field in type.fields ?? [] { values += field.arguments.map { ($0, .field(type: type.name, field: field.name)) } }
            if case .inputObject(let input) = type { values += input.fields.map { ($0, .inputObject(type.name)) } }
        }
        return values
    }
}
