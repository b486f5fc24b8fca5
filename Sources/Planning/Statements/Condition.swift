package import GraphModel

/// Something that holds for a row.
package indirect enum Condition: Sendable {
    case compare(ColumnReference, Comparison, Parameter.ID)
    /// Equal to a column of an outer row.
    case matches(ColumnReference, outer: ColumnReference)
    case isNull(ColumnReference, Bool)
    /// Among the elements of an array parameter, or among none of them.
    case among(ColumnReference, Parameter.ID, Bool)
    /// After the place in the order that the parameters, one for each key, tell.
    case beyond([OrderKey], Alias, Table.ID, [Parameter.ID])
    /// There is such a row, and it is one that the viewer may see.
    case refers(ReferenceJoin)
    /// These columns, a key of the rows of a table, are those of a row that the function returns, which has the same columns.
    case returned([ColumnReference], by: FunctionCall, as: Alias)
    case all([Condition])
    case any([Condition])
    case not(Condition)
}

package struct ColumnReference: Sendable, Hashable {
    package var alias: Alias
    package var table: Table.ID
    package var column: Column.ID
}

package enum Comparison: String, Sendable, Hashable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
}
