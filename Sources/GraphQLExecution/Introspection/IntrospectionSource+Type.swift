import GraphQLSchema

extension IntrospectionSource {
    func typeField(_ field: FieldShape, of reference: TypeReference) -> IntrospectionNode {
        switch reference {
        case .list(let inner): wrapperField(field, "LIST", of: inner)
        case .nonNull(let inner): wrapperField(field, "NON_NULL", of: inner)
        case .named(let name): schema.type(named: name).map { namedTypeField(field, of: $0) } ?? .null
        }
    }

    private func wrapperField(_ field: FieldShape, _ kind: String, of inner: TypeReference) -> IntrospectionNode {
        switch field.name {
        case "kind": .text(kind)
        case "ofType": .type(inner)
        default: .null
        }
    }

    private func namedTypeField(_ field: FieldShape, of type: NamedType) -> IntrospectionNode {
        switch field.name {
        case "kind": .text(type.introspectionKind)
        case "name": .text(type.name)
        case "description": .text(type.description)
        case "specifiedByURL": if case .scalar(let scalar) = type { .text(scalar.specifiedByURL) } else { .null }
        case "fields": fields(of: type, field)
        case "interfaces": type.fields == nil ? .null : .list(type.interfaces.map { .type(.named($0)) })
        case "possibleTypes": type.isAbstract ? .list(schema.possibleTypes(of: type.name).map { .type(.named($0)) }) : .null
        case "enumValues": enumValues(of: type, field)
        case "inputFields": if case .inputObject(let input) = type { inputValues(input.fields, field) } else { .null }
        case "isOneOf": if case .inputObject(let input) = type { .boolean(input.isOneOf) } else { .null }
        default: .null
        }
    }

    private func fields(of type: NamedType, _ field: FieldShape) -> IntrospectionNode {
        guard let fields = type.fields else { return .null }
        let all = includesDeprecated(field)
        return .list(fields.filter { all || $0.deprecationReason == nil }.map { .field($0) })
    }

    private func enumValues(of type: NamedType, _ field: FieldShape) -> IntrospectionNode {
        guard case .enum(let type) = type else { return .null }
        let all = includesDeprecated(field)
        return .list(type.values.filter { all || $0.deprecationReason == nil }.map { .enumValue($0) })
    }
}

extension NamedType {
    /// The type's `__TypeKind`.
    fileprivate var introspectionKind: String {
        switch self {
        case .scalar: "SCALAR"
        case .object: "OBJECT"
        case .interface: "INTERFACE"
        case .union: "UNION"
        case .enum: "ENUM"
        case .inputObject: "INPUT_OBJECT"
        }
    }
}
