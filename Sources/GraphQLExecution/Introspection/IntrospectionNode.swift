import GraphQLSchema

/// A part of a schema, as introspection shows it.
enum IntrospectionNode {
    case null
    case text(String)
    case boolean(Bool)
    case schema
    case type(TypeReference)
    case field(FieldDefinition)
    case inputValue(InputValueDefinition)
    case enumValue(EnumValueDefinition)
    case directive(DirectiveDefinition)
    case list([IntrospectionNode])

    static func text(_ text: String?) -> IntrospectionNode { text.map { .text($0) } ?? .null }
}
