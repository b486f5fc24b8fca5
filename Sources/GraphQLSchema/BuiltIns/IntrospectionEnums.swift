extension BuiltIns {
    static let typeKind = EnumType(
        name: "__TypeKind", description: "An enum describing what kind of type a given `__Type` is.",
        values: [
            value("SCALAR", "Indicates this type is a scalar."),
            value("OBJECT", "Indicates this type is an object. `fields` and `interfaces` are valid fields."),
            value("INTERFACE", "Indicates this type is an interface. `fields`, `interfaces`, and `possibleTypes` are valid fields."),
            value("UNION", "Indicates this type is a union. `possibleTypes` is a valid field."),
            value("ENUM", "Indicates this type is an enum. `enumValues` is a valid field."),
            value("INPUT_OBJECT", "Indicates this type is an input object. `inputFields` is a valid field."),
            value("LIST", "Indicates this type is a list. `ofType` is a valid field."),
            value("NON_NULL", "Indicates this type is a non-null. `ofType` is a valid field."),
        ])

    static let directiveLocation = EnumType(
        name: "__DirectiveLocation",
        description:
            "A Directive can be adjacent to many parts of the GraphQL language, a __DirectiveLocation describes one such possible adjacencies.",
        values: Members(DirectiveLocation.allCases.map { value($0.rawValue, "Location adjacent to \($0.place).") }))

    private static func value(_ name: String, _ description: String) -> EnumValueDefinition {
        EnumValueDefinition(name: name, description: description)
    }
}

extension DirectiveLocation {
    /// The place in words, with its article.
    fileprivate var place: String {
        switch self {
        case .query: "a query operation"
        case .mutation: "a mutation operation"
        case .subscription: "a subscription operation"
        case .field: "a field"
        case .fragmentDefinition: "a fragment definition"
        case .fragmentSpread: "a fragment spread"
        case .inlineFragment: "an inline fragment"
        case .variableDefinition: "a variable definition"
        case .schema: "a schema definition"
        case .scalar: "a scalar definition"
        case .object: "an object type definition"
        case .fieldDefinition: "a field definition"
        case .argumentDefinition: "an argument definition"
        case .interface: "an interface definition"
        case .union: "a union definition"
        case .enum: "an enum definition"
        case .enumValue: "an enum value definition"
        case .inputObject: "an input object type definition"
        case .inputFieldDefinition: "an input object field definition"
        }
    }
}
