import GraphQLSchema

/// The arguments and the types that every connection has.
enum PageArguments {
    /// Undescribed, since each connection has them: `first` and `last` count rows, `after` and `before` take cursors.
    static func all(filter: String?, orderBy: String?) -> [InputValueDefinition] {
        var arguments = [
            InputValueDefinition(name: "first", type: .named("Int")), InputValueDefinition(name: "after", type: .named("String")),
            InputValueDefinition(name: "last", type: .named("Int")), InputValueDefinition(name: "before", type: .named("String")),
        ]
        if let filter { arguments.append(InputValueDefinition(name: "filter", type: .named(filter))) }
        if let orderBy { arguments.append(InputValueDefinition(name: "orderBy", type: .list(.nonNull(.named(orderBy))))) }
        return arguments
    }

    /// Those of a keyed set, whose order is the function's.
    static func keyedSet(isForwardOnly: Bool) -> [InputValueDefinition] {
        Array(all(filter: nil, orderBy: nil).prefix(isForwardOnly ? 2 : 4))
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

    static let node = InterfaceType(
        name: "Node", description: "What has a global id.",
        fields: [FieldDefinition(name: "id", description: "The global id.", type: .nonNull(.named("ID")))])
}
