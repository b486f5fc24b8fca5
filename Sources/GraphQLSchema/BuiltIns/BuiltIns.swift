/// What every schema has without saying so (GraphQL September 2025, §3.5, §3.13, §4).
package enum BuiltIns {
    /// `Int`, `Float`, `String`, `Boolean`, `ID`.
    package static let scalars: [ScalarType] = [
        ScalarType(
            name: "Int",
            description:
                "The `Int` scalar type represents non-fractional signed whole numeric values. Int can represent values between -(2^31) and 2^31 - 1."
        ),
        ScalarType(
            name: "Float",
            description: """
                The `Float` scalar type represents signed double-precision fractional values as specified by \
                [IEEE 754](https://en.wikipedia.org/wiki/IEEE_floating_point).
                """),
        ScalarType(
            name: "String",
            description: """
                The `String` scalar type represents textual data, represented as UTF-8 character sequences. \
                The String type is most often used by GraphQL to represent free-form human-readable text.
                """),
        ScalarType(name: "Boolean", description: "The `Boolean` scalar type represents `true` or `false`."),
        ScalarType(
            name: "ID",
            description: """
                The `ID` scalar type represents a unique identifier, often used to refetch an object or as key for a cache. \
                The ID type appears in a JSON response as a String; however, it is not intended to be human-readable. \
                When expected as an input type, any string (such as `"4"`) or integer (such as `4`) input value will be accepted as an ID.
                """),
    ]

    /// `@include`, `@skip`, `@deprecated`, `@specifiedBy`, `@oneOf`.
    package static let directives: Members<DirectiveDefinition> = [
        DirectiveDefinition(
            name: "include",
            description: "Directs the executor to include this field or fragment only when the `if` argument is true.",
            arguments: [InputValueDefinition(name: "if", description: "Included when true.", type: required("Boolean"))],
            locations: [.field, .fragmentSpread, .inlineFragment]),
        DirectiveDefinition(
            name: "skip",
            description: "Directs the executor to skip this field or fragment when the `if` argument is true.",
            arguments: [InputValueDefinition(name: "if", description: "Skipped when true.", type: required("Boolean"))],
            locations: [.field, .fragmentSpread, .inlineFragment]),
        DirectiveDefinition(
            name: "deprecated",
            description: "Marks an element of a GraphQL schema as no longer supported.",
            arguments: [
                InputValueDefinition(
                    name: "reason",
                    description: """
                        Explains why this element was deprecated, usually also including a suggestion for how to access supported \
                        similar data. Formatted using the Markdown syntax, as specified by [CommonMark](https://commonmark.org/).
                        """,
                    type: required("String"), defaultValue: .string(defaultDeprecationReason))
            ],
            locations: [.fieldDefinition, .argumentDefinition, .inputFieldDefinition, .enumValue]),
        DirectiveDefinition(
            name: "specifiedBy",
            description: "Exposes a URL that specifies the behavior of this scalar.",
            arguments: [
                InputValueDefinition(
                    name: "url", description: "The URL that specifies the behavior of this scalar.", type: required("String"))
            ],
            locations: [.scalar]),
        DirectiveDefinition(
            name: "oneOf",
            description: "Indicates exactly one field must be supplied and this field must not be `null`.",
            locations: [.inputObject]),
    ]

    /// The reason of `@deprecated` without one.
    package static let defaultDeprecationReason = "No longer supported"

    /// The names of the built-in scalars.
    package static let scalarNames = scalars.map(\.name)

    private static let scalarsByName = Dictionary(uniqueKeysWithValues: scalars.map { ($0.name, $0) })

    /// The built-in scalar of that name.
    package static func scalar(named name: String) -> ScalarType? { scalarsByName[name] }

    /// Whether a type of that name comes with the language: a built-in scalar or a type of introspection.
    package static func isBuiltIn(type name: String) -> Bool {
        scalarsByName[name] != nil || introspectionTypesByName[name] != nil
    }

    static func required(_ name: String) -> TypeReference { .nonNull(.named(name)) }
}
