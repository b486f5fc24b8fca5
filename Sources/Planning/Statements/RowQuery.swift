package import GraphModel

/// Rows of one table, restricted, ordered and limited, with what is selected of each and of the rows it refers to.
///
/// This is what the planner makes and the renderer writes as SQL; it holds no SQL text.
package struct RowQuery: Sendable {
    package var table: Table.ID
    package var alias: Alias
    /// All of these hold; the tenant's own condition is the renderer's, on every table reference.
    package var conditions: [Condition]
    package var order: [RowOrder]
    /// Rows whose columns the order names, joined before the limit.
    package var orderJoins: [ReferenceJoin]
    package var limit: RowLimit?
    /// The join table that leads to the rows, when they are reached through one; `conditions` then speak of both.
    package var through: Through?
    /// The list of keys that the rows are looked up by, when they are.
    package var lookup: Lookup?
    /// The values that each have a page of their own, which are merged to this one, where that spares a sort.
    package var merge: Merge?
    /// Whether it is asked anew for each row that it is a condition of, by the server too, which may otherwise find the rows of all at once.
    var isAskedForEach = false
    /// The function that returns the rows, when they are no relation's.
    package var call: FunctionCall?
    /// Columns of `alias` that anything outside the limited rows speaks of, in first-use order.
    package var neededColumns: [Column.ID]
    /// Rows referred to, at most one each, outermost first.
    package var joins: [ReferenceJoin]
    /// A page of rows below a single row, as the statement's rows: the single row's cells are repeated in each.
    package var spread: Spread?
    /// What a row consists of; a field of the answer knows its cells by position.
    package var cells: [Cell]

    package indirect enum Spread: Sendable {
        case page(RowQuery)
    }

    /// The rows of each of several values of a column, as rows beside the values.
    package struct Merge: Sendable {
        package var alias: Alias
        package var column: Column.ID
        /// The array parameter that holds the values.
        package var values: Parameter.ID
    }

    package struct Through: Sendable {
        package var table: Table.ID
        package var alias: Alias
        /// From the join table's columns to the target's.
        package var pairs: [ColumnPair]
    }
}

/// A row found by the columns of another; no match leaves its cells null.
package struct ReferenceJoin: Sendable {
    package var table: Table.ID
    package var alias: Alias
    package var source: Alias
    package var sourceTable: Table.ID
    package var pairs: [ColumnPair]
    /// What the target's rule asks: a row that is not the viewer's is as good as none.
    package var conditions: [Condition]
    /// The function that returns the row, of the table's row type, when it is not looked up in the table itself.
    package var call: FunctionCall?
}

/// One value of a row.
package indirect enum Cell: Sendable {
    case column(Alias, Table.ID, Column.ID)
    /// What the order's key at that position is in a row, where it is another row's column.
    case orderKey(Alias, Table.ID, position: Int)
    /// What a function returns; of a set of values, an array.
    case call(FunctionCall, FunctionValue)
    /// Whether what a function returns is null: a guard that has nothing against a mutation.
    case permission(FunctionCall)
    /// A page of rows, as an array of records.
    case rows(RowQuery)
    /// The place of the row's key in the list that it was looked up by, from 1.
    case position(Alias)
    /// How many rows there are, counted no further than the limit.
    case count(RowQuery)
    /// What rows come to, as a record.
    case aggregate(AggregateQuery)
    /// The same for each group of them, as an array of records.
    case groups(AggregateQuery)
    /// A figure of the aggregate that has this alias, by its position there.
    case figure(Alias, Table.ID, Int)
    /// Whether there is such a row, looked for in the query's order.
    case presence(RowQuery)
}

/// How many rows at most.
package enum RowLimit: Sendable, Hashable {
    case fixed(Int)
    case parameter(Parameter.ID)
}
