import GraphQLLanguage

extension SchemaValidator {
    /// Input objects have fields, whose types go in; those of a OneOf are nullable and have no defaults (§3.10).
    static func inputObjects(_ validation: inout SchemaValidation) {
        for case .inputObject(let type) in validation.ownTypes {
            if type.fields.isEmpty {
                validation.report(
                    "Input Object type \(type.name) must define one or more fields.", at: validation.places.type(type.name))
            }
            for field in type.fields {
                validation.checkInput(field, of: .inputObject(type.name), noun: "input field")
                guard type.isOneOf else { continue }
                let node = validation.places.node(of: field.name, in: .inputObject(type.name))
                if field.type.isNonNull {
                    validation.report(
                        "OneOf input field \(type.name).\(field.name) must be nullable.", at: node.places { $0.type.offset })
                }
                if field.defaultValue != nil {
                    validation.report(
                        "OneOf input field \(type.name).\(field.name) cannot have a default value.", at: node.places { $0.offset })
                }
            }
        }
    }
}
