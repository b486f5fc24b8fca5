import GraphQLSchema

/// The arguments and the types that every connection has.
enum PageArguments {
    static func all(filter: String?, orderBy: String?) -> [InputValueDefinition] {
        var arguments = [
            InputValueDefinition(name: "first", description: "How many from the start.", type: .named("Int")),
            InputValueDefinition(name: "after", description: "Only what comes after this cursor.", type: .named("String")),
            InputValueDefinition(name: "last", description: "How many from the end.", type: .named("Int")),
            InputValueDefinition(name: "before", description: "Only what comes before this cursor.", type: .named("String")),
        ]
        if let filter { arguments.append(InputValueDefinition(name: "filter", description: "Only what passes.", type: .named(filter))) }
        if let orderBy {
            arguments.append(
                InputValueDefinition(
                    name: "orderBy", description: "In which order: by the first, then the second …",
                    type: .list(.nonNull(.named(orderBy)))))
        }
        return arguments
    }

    static let pageInfo = ObjectType(
        name: "PageInfo", description: "Where a page stands among the others.",
        fields: [
            FieldDefinition(
                name: "hasNextPage", description: "Whether there is more after this page.", type: .nonNull(.named("Boolean"))),
            FieldDefinition(
                name: "hasPreviousPage", description: "Whether there is more before this page.", type: .nonNull(.named("Boolean"))),
            FieldDefinition(name: "startCursor", description: "The cursor of the page's first edge.", type: .named("String")),
            FieldDefinition(name: "endCursor", description: "The cursor of the page's last edge.", type: .named("String")),
        ])

    static let pageInfoBindings: [String: FieldBinding] = [
        "hasNextPage": .hasNextPage, "hasPreviousPage": .hasPreviousPage, "startCursor": .startCursor, "endCursor": .endCursor,
    ]

    static let orderDirection = EnumType(
        name: "OrderDirection", description: "Which way to order; nulls last when ascending, first when descending, unless said.",
        values: [
            EnumValueDefinition(name: "ASC", description: "Smallest first."),
            EnumValueDefinition(name: "DESC", description: "Largest first."),
            EnumValueDefinition(name: "ASC_NULLS_FIRST", description: "Smallest first, after what has no value."),
            EnumValueDefinition(name: "DESC_NULLS_LAST", description: "Largest first, before what has no value."),
        ])

    static let node = InterfaceType(
        name: "Node", description: "What has a global id.",
        fields: [FieldDefinition(name: "id", description: "The global id.", type: .nonNull(.named("ID")))])
}
