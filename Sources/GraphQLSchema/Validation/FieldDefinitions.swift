import GraphQLLanguage

extension SchemaValidator {
    /// Objects and interfaces have fields, whose types come out and whose arguments go in (§3.6, §3.7).
    static func fieldDefinitions(_ validation: inout SchemaValidation) {
        for type in validation.ownTypes {
            validation.checkName(type.name) { Array($0.type(type.name).prefix(1)) }
            guard let fields = type.fields else { continue }
            if fields.isEmpty {
                validation.report("Type \(type.name) must define one or more fields.", at: validation.places.type(type.name))
            }
            for field in fields {
                let node = validation.places.field(field.name, of: type.name)
                validation.checkName(field.name) { _ in node.places { $0.offset } }
                if !validation.isOutput(field.type) {
                    validation.report(
                        "The type of \(type.name).\(field.name) must be Output Type but got: \(field.type).",
                        at: node.places { $0.type.offset })
                }
                for argument in field.arguments {
                    validation.checkInput(argument, of: .field(type: type.name, field: field.name), noun: "argument")
                }
            }
        }
    }
}
