/// What a GraphQL composite type stands for.
package enum TypeBinding: Sendable {
    /// An object type: the rows of a table.
    case row(Table.ID)
    /// `…Connection`: a page of rows of the table.
    case connection(Table.ID)
    /// `…Edge`: a row of the table with its cursor.
    case edge(Table.ID)
    case pageInfo
    case queryRoot
    case mutationRoot
    case subscriptionRoot
    /// An object inside a json column.
    case document
    /// What a mutation answers.
    case payload
    /// A union of rows of several tables.
    case union([Table.ID])
    /// `Node`, or an interface that tables share.
    case interface
}
