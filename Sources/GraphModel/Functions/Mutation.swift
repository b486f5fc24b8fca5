/// A function that writes, as a field of the mutation root. Its arguments are the fields of the one argument `input`.
package struct Mutation: Sendable {
    package var function: Function
    /// The tables whose rows it returns, each with the place that its keys are found at; in the payload's order.
    package var rows: [MutationRows]
    /// The values it returns, in the payload's order.
    package var values: [MutationValue]
    /// Whether it is never one transaction with others: what it was refused with, or not, would be told and then undone.
    package var isAlone: Bool

    package init(function: Function, rows: [MutationRows] = [], values: [MutationValue] = [], isAlone: Bool = false) {
        self.function = function
        self.rows = rows
        self.values = values
        self.isAlone = isAlone
    }
}

/// Rows of a table that a function returns: its result, or one of its result's columns.
package struct MutationRows: Sendable {
    package enum Form: Sendable, Hashable {
        /// One row, or null.
        case one
        /// The set that the function returns.
        case set
        /// An array of rows.
        case array
    }

    package var table: Table.ID
    /// The column of the result that holds them; nil when the result is the rows.
    package var column: Identifier?
    package var form: Form

    package init(table: Table.ID, column: Identifier?, form: Form) {
        self.table = table
        self.column = column
        self.form = form
    }
}

/// A value that a function returns: its result, or one of its result's columns.
package struct MutationValue: Sendable {
    package var column: Identifier?
    package var value: FunctionValue

    package init(column: Identifier?, value: FunctionValue) {
        self.column = column
        self.value = value
    }
}
