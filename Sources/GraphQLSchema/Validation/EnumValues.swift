import GraphQLLanguage

extension SchemaValidator {
    /// Enums have values (§3.9).
    static func enumValues(_ validation: inout SchemaValidation) {
        for case .enum(let type) in validation.ownTypes {
            if type.values.isEmpty {
                validation.report("Enum type \(type.name) must define one or more values.", at: validation.places.type(type.name))
            }
            for value in type.values {
                validation.checkName(value.name) { $0.enumValue(value.name, of: type.name).places { $0.offset } }
            }
        }
    }
}
