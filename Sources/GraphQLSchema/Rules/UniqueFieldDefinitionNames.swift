import GraphQLLanguage

extension SDLRules {
    /// Each field of a type is defined once, extensions included.
    static func uniqueFieldDefinitionNames(_ context: inout SDLContext) {
        var places: [String: [String: Int]] = [:]
        for (node, _) in context.typeNodes {
            let type = node.name.value
            for field in fieldNames(of: node) {
                if hasField(context.schema?.type(named: type), field.value) {
                    context.report(
                        """
                        Field "\(type).\(field.value)" already exists in the schema. \
                        It cannot also be defined in this type extension.
                        """, at: field.offset)
                } else if let first = places[type]?[field.value] {
                    context.report("Field \"\(type).\(field.value)\" can only be defined once.", at: first, field.offset)
                } else {
                    places[type, default: [:]][field.value] = field.offset
                }
            }
        }
    }

    private static func fieldNames(of node: TypeDefinitionNode) -> [Name] {
        switch node.kind {
        case .object(_, let fields), .interface(_, let fields): fields.map(\.name)
        case .inputObject(let fields): fields.map(\.name)
        case .scalar, .union, .enum: []
        }
    }

    private static func hasField(_ type: NamedType?, _ name: String) -> Bool {
        if case .inputObject(let input)? = type { return input.fields[name] != nil }
        return type?.fields?[name] != nil
    }
}
