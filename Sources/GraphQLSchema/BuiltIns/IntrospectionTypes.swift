extension BuiltIns {
    /// `__Schema`, `__Type` and what they lead to (§4.2).
    package static let introspectionTypes: [NamedType] = [
        .object(schemaType), .object(typeType), .enum(typeKind), .object(fieldType), .object(inputValueType), .object(enumValueType),
        .object(directiveType), .enum(directiveLocation),
    ]

    static let introspectionTypesByName = Dictionary(uniqueKeysWithValues: introspectionTypes.map { ($0.name, $0) })

    private static let schemaType = ObjectType(
        name: "__Schema",
        description: """
            A GraphQL Schema defines the capabilities of a GraphQL server. It exposes all available types and directives on the server, \
            as well as the entry points for query, mutation, and subscription operations.
            """,
        fields: [
            FieldDefinition(name: "description", type: .named("String")),
            FieldDefinition(
                name: "types", description: "A list of all types supported by this server.", type: requiredList("__Type")),
            FieldDefinition(
                name: "queryType", description: "The type that query operations will be rooted at.", type: required("__Type")),
            FieldDefinition(
                name: "mutationType",
                description: "If this server supports mutation, the type that mutation operations will be rooted at.",
                type: .named("__Type")),
            FieldDefinition(
                name: "subscriptionType",
                description: "If this server supports subscription, the type that subscription operations will be rooted at.",
                type: .named("__Type")),
            FieldDefinition(
                name: "directives", description: "A list of all directives supported by this server.",
                type: requiredList("__Directive")),
        ])

    private static let typeType = ObjectType(
        name: "__Type",
        description: """
            The fundamental unit of any GraphQL Schema is the type. There are many kinds of types in GraphQL as represented by the \
            `__TypeKind` enum.

            Depending on the kind of a type, certain fields describe information about that type. Scalar types provide no information \
            beyond a name, description and optional `specifiedByURL`, while Enum types provide their values. Object and Interface types \
            provide the fields they describe. Abstract types, Union and Interface, provide the Object types possible at runtime. \
            List and NonNull types compose other types.
            """,
        fields: [
            FieldDefinition(name: "kind", type: required("__TypeKind")),
            FieldDefinition(name: "name", type: .named("String")),
            FieldDefinition(name: "description", type: .named("String")),
            FieldDefinition(name: "specifiedByURL", type: .named("String")),
            FieldDefinition(name: "fields", arguments: includeDeprecated, type: list("__Field")),
            FieldDefinition(name: "interfaces", type: list("__Type")),
            FieldDefinition(name: "possibleTypes", type: list("__Type")),
            FieldDefinition(name: "enumValues", arguments: includeDeprecated, type: list("__EnumValue")),
            FieldDefinition(name: "inputFields", arguments: includeDeprecated, type: list("__InputValue")),
            FieldDefinition(name: "ofType", type: .named("__Type")),
            FieldDefinition(name: "isOneOf", type: .named("Boolean")),
        ])

    private static let fieldType = ObjectType(
        name: "__Field",
        description: """
            Object and Interface types are described by a list of Fields, each of which has a name, potentially a list of arguments, \
            and a return type.
            """,
        fields: [
            FieldDefinition(name: "name", type: required("String")),
            FieldDefinition(name: "description", type: .named("String")),
            FieldDefinition(name: "args", arguments: includeDeprecated, type: requiredList("__InputValue")),
            FieldDefinition(name: "type", type: required("__Type")),
            FieldDefinition(name: "isDeprecated", type: required("Boolean")),
            FieldDefinition(name: "deprecationReason", type: .named("String")),
        ])

    private static let inputValueType = ObjectType(
        name: "__InputValue",
        description: """
            Arguments provided to Fields or Directives and the input fields of an InputObject are represented as Input Values which \
            describe their type and optionally a default value.
            """,
        fields: [
            FieldDefinition(name: "name", type: required("String")),
            FieldDefinition(name: "description", type: .named("String")),
            FieldDefinition(name: "type", type: required("__Type")),
            FieldDefinition(
                name: "defaultValue", description: "A GraphQL-formatted string representing the default value for this input value.",
                type: .named("String")),
            FieldDefinition(name: "isDeprecated", type: required("Boolean")),
            FieldDefinition(name: "deprecationReason", type: .named("String")),
        ])

    private static let enumValueType = ObjectType(
        name: "__EnumValue",
        description: """
            One possible value for a given Enum. Enum values are unique values, not a placeholder for a string or numeric value. \
            However an Enum value is returned in a JSON response as a string.
            """,
        fields: [
            FieldDefinition(name: "name", type: required("String")),
            FieldDefinition(name: "description", type: .named("String")),
            FieldDefinition(name: "isDeprecated", type: required("Boolean")),
            FieldDefinition(name: "deprecationReason", type: .named("String")),
        ])

    private static let directiveType = ObjectType(
        name: "__Directive",
        description: """
            A Directive provides a way to describe alternate runtime execution and type validation behavior in a GraphQL document.

            In some cases, you need to provide options to alter GraphQL's execution behavior in ways field arguments will not suffice, \
            such as conditionally including or skipping a field. Directives provide this by describing additional information to the executor.
            """,
        fields: [
            FieldDefinition(name: "name", type: required("String")),
            FieldDefinition(name: "description", type: .named("String")),
            FieldDefinition(name: "isRepeatable", type: required("Boolean")),
            FieldDefinition(name: "locations", type: requiredList("__DirectiveLocation")),
            FieldDefinition(name: "args", arguments: includeDeprecated, type: requiredList("__InputValue")),
        ])

    private static let includeDeprecated: Members<InputValueDefinition> = [
        InputValueDefinition(name: "includeDeprecated", type: required("Boolean"), defaultValue: .boolean(false))
    ]

    private static func list(_ name: String) -> TypeReference { .list(required(name)) }
    private static func requiredList(_ name: String) -> TypeReference { .nonNull(list(name)) }
}
