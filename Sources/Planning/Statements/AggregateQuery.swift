package import GraphModel

/// What rows of one table come to, together or by group.
package struct AggregateQuery: Sendable {
    /// The rows. Its limit bounds the work, whatever is made of them.
    package var source: RowQuery
    /// What groups them; empty when there is but one figure of each kind.
    package var keys: [Column.ID]
    package var figures: [Figure]
    /// For figures that hold beyond the source's limit: the row that has the value, which is read only where there are more rows.
    package var bounds: [Figure: RowQuery]
    /// How many groups at most, the largest first.
    package var limit: RowLimit?
    /// What the figures, and the keys under their columns' names, are called after.
    package var alias: Alias
    /// Rows that the keys refer to.
    package var joins: [ReferenceJoin]
    /// What the record of a group, or of all rows, consists of.
    package var cells: [Cell]
}

/// Something told of many rows.
package enum Figure: Sendable, Hashable {
    /// How many rows; of a group, how many in it.
    case count
    /// How many rows in all groups together, those beyond the limit too.
    case total
    case function(AggregateFunction, Column.ID)
}
