import GraphQLLanguage

extension NamedType {
    /// The type that a definition defines.
    init(_ node: TypeDefinitionNode) {
        let name = node.name.value
        let description = node.description?.value
        switch node.kind {
        case .scalar:
            self = .scalar(
                ScalarType(name: name, description: description, specifiedByURL: node.directives.specifiedByURL, offset: node.offset))
        case .object(let interfaces, let fields):
            self = .object(
                ObjectType(
                    name: name, description: description, interfaces: interfaces.map(\.value),
                    fields: Members(fields.map(FieldDefinition.init)), offset: node.offset))
        case .interface(let interfaces, let fields):
            self = .interface(
                InterfaceType(
                    name: name, description: description, interfaces: interfaces.map(\.value),
                    fields: Members(fields.map(FieldDefinition.init)), offset: node.offset))
        case .union(let members):
            self = .union(UnionType(name: name, description: description, members: members.map(\.value), offset: node.offset))
        case .enum(let values):
            self = .enum(
                EnumType(name: name, description: description, values: Members(values.map(EnumValueDefinition.init)), offset: node.offset))
        case .inputObject(let fields):
            self = .inputObject(
                InputObjectType(
                    name: name, description: description, fields: Members(fields.map(InputValueDefinition.init)),
                    isOneOf: node.directives.isOneOf, offset: node.offset))
        }
    }

    /// The type with what an extension adds; itself where the extension is of another kind.
    func extended(by node: TypeDefinitionNode) -> NamedType {
        switch (self, node.kind) {
        case (.scalar(var type), .scalar):
            type.specifiedByURL = node.directives.specifiedByURL ?? type.specifiedByURL
            return .scalar(type)
        case (.object(var type), .object(let interfaces, let fields)):
            type.interfaces += interfaces.map(\.value)
            type.fields = Members(type.fields + fields.map(FieldDefinition.init))
            return .object(type)
        case (.interface(var type), .interface(let interfaces, let fields)):
            type.interfaces += interfaces.map(\.value)
            type.fields = Members(type.fields + fields.map(FieldDefinition.init))
            return .interface(type)
        case (.union(var type), .union(let members)):
            type.members += members.map(\.value)
            return .union(type)
        case (.enum(var type), .enum(let values)):
            type.values = Members(type.values + values.map(EnumValueDefinition.init))
            return .enum(type)
        case (.inputObject(var type), .inputObject(let fields)):
            type.fields = Members(type.fields + fields.map(InputValueDefinition.init))
            return .inputObject(type)
        default: return self
        }
    }
}
