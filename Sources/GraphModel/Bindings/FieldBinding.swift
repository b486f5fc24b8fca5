/// Where the value of a GraphQL field comes from.
package enum FieldBinding: Sendable {
    // Fields of a row
    case column(Column.ID)
    /// `id`: the opaque global id, made of the type's name and the local key.
    case globalID
    case reference(Reference)
    case exclusiveReference(ExclusiveReference)
    case connection(Connection)
    /// Of an object inside a json column: its member of this name.
    case member(String)

    // Fields of a connection and its parts
    case edges
    case nodes
    case pageInfo
    case totalCount
    /// Whether there are more rows than `totalCount` says.
    case isCapped
    case aggregation(AggregateField)
    case edgeCursor
    case edgeNode
    case hasNextPage
    case hasPreviousPage
    case startCursor
    case endCursor

    /// On an edge of a keyed set: a column of the function's row.
    case edgeColumn(Column.ID)

    // What functions answer, on a row or on the root
    case value(Function, FunctionValue)
    /// `viewerCan`: what the viewer may do with the row.
    case abilities
    /// On abilities: whether a mutation would be carried out, which its guard tells by having nothing against it.
    case ability(Function)
    /// At most one row of the table.
    case calledRow(Function, Table.ID)
    /// A page of rows of a table.
    case calledRows(Function, CalledRows)
    /// A page of rows of a table, each with what the function says of it.
    case keyedSet(Function, KeyedSet)

    // Fields of the mutation root and of payloads
    case mutation(Mutation)
    /// What the input's `clientMutationId` said.
    case clientMutationID
    /// The rows at this place of `Mutation.rows`.
    case mutationRows(Int)
    /// The value at this place of `Mutation.values`.
    case mutationValue(Int)

    // Fields of the query root
    /// `merchant(id:)`: one row by its global id.
    case rowByID(Table.ID)
    /// `merchantBySlug(slug:)`: one row by a unique key; argument names in key order, tenant column left out.
    case rowByKey(Table.ID, [KeyArgument])
    /// `merchants(first:…)`.
    case allRows(Table.ID)
    /// `node(id:)`.
    case node
    /// `nodes(ids:)`.
    case nodesByID
}

/// An argument that gives the value of a key column.
package struct KeyArgument: Sendable {
    package var name: String
    package var column: Column.ID

    package init(name: String, column: Column.ID) {
        self.name = name
        self.column = column
    }
}
