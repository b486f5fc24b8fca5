package import GraphModel
package import PostgresTypes

/// A call of a function, with what each of its parameters is given.
package struct FunctionCall: Sendable {
    package struct Input: Sendable {
        /// Nil for a parameter that is given by its place.
        package var name: Identifier?
        package var value: Value
    }

    package enum Value: Sendable {
        case parameter(Parameter.ID)
        case column(ColumnReference)
        /// A whole row of a table, all of its columns in their order; null where the column at `presence` is null.
        case row(Table.ID, [ColumnReference], presence: ColumnReference?)
        /// The number of rows that are wanted, as an integer of this type.
        case limit(RowLimit, PostgresType)
        case null
    }

    package var schema: Identifier
    package var name: Identifier
    package var inputs: [Input]
    /// As `Function.isImpersonal`.
    package var isImpersonal: Bool
}
