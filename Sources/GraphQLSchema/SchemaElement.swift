package import GraphQLLanguage

/// What a schema coordinate names.
package enum SchemaElement: Sendable {
    case type(NamedType)
    case field(FieldDefinition)
    case inputField(InputValueDefinition)
    case enumValue(EnumValueDefinition)
    case fieldArgument(InputValueDefinition)
    case directive(DirectiveDefinition)
    case directiveArgument(InputValueDefinition)
}

extension Schema {
    /// The element that a coordinate names; nil where what contains it exists and it does not.
    ///
    /// Fails where what would contain the element does not exist or cannot contain such a one.
    package func element(at coordinate: SchemaCoordinate) throws(GraphQLError) -> SchemaElement? {
        switch coordinate {
        case .type(let name): return type(named: name.value).map(SchemaElement.type)
        case .member(let type, let member): return try self.member(member.value, of: type.value)
        case .argument(let type, let field, let argument): return try self.argument(argument.value, of: field.value, in: type.value)
        case .directive(let name): return directives[name.value].map(SchemaElement.directive)
        case .directiveArgument(let directive, let argument):
            guard let definition = directives[directive.value] else {
                throw fault("Expected \"\(directive.value)\" to be defined as a directive in the schema.")
            }
            return definition.arguments[argument.value].map(SchemaElement.directiveArgument)
        }
    }

    private func member(_ member: String, of name: String) throws(GraphQLError) -> SchemaElement? {
        switch type(named: name) {
        case nil: throw fault("Expected \"\(name)\" to be defined as a type in the schema.")
        case .enum(let type)?: return type.values[member].map(SchemaElement.enumValue)
        case .inputObject(let type)?: return type.fields[member].map(SchemaElement.inputField)
        case .object(let type)?: return type.fields[member].map(SchemaElement.field)
        case .interface(let type)?: return type.fields[member].map(SchemaElement.field)
        case .scalar?, .union?: throw fault("Expected \"\(name)\" to be an Enum, Input Object, Object or Interface type.")
        }
    }

    private func argument(_ argument: String, of field: String, in name: String) throws(GraphQLError) -> SchemaElement? {
        guard let type = type(named: name) else { throw fault("Expected \"\(name)\" to be defined as a type in the schema.") }
        guard let fields = type.fields else { throw fault("Expected \"\(name)\" to be an object type or interface type.") }
        guard let definition = fields[field] else {
            throw fault("Expected \"\(field)\" to exist as a field of type \"\(name)\" in the schema.")
        }
        return definition.arguments[argument].map(SchemaElement.fieldArgument)
    }

    private func fault(_ message: String) -> GraphQLError { GraphQLError(.validation, message) }
}
