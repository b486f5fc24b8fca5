package import GraphModel

/// Something that holds for a row.
package indirect enum Condition: Sendable {
    case compare(ColumnReference, Comparison, Parameter.ID)
    /// Equal to a column of an outer row.
    case matches(ColumnReference, outer: ColumnReference)
    case isNull(ColumnReference, Bool)
    /// Among the elements of an array parameter, or among none of them.
    case among(ColumnReference, Parameter.ID, Bool)
    /// A text from the first parameter on, up to the second and without it, in the order of bytes: those that begin with the first.
    case begins(ColumnReference, from: Parameter.ID, to: Parameter.ID, PrefixOrder)
    /// A text that begins with the parameter, or has it anywhere, where no index helps.
    case includes(ColumnReference, Parameter.ID, atStart: Bool)
    /// After the place in the order that the parameters, one for each key, tell; or at it as well.
    case beyond([RowOrder], [Parameter.ID], isInclusive: Bool)
    /// There are such rows; they match the row that the condition is about.
    case exists(RowQuery)
    /// There is such a row, and it is one that the viewer may see.
    case refers(ReferenceJoin)
    /// These columns, a key of the rows of a table, are those of a row that the function returns, which has the same columns.
    case returned([ColumnReference], by: FunctionCall, as: Alias)
    /// What a table's rule says of a row in SQL; `$.` stands for the row, which has this alias.
    case declared(String, Alias)
    /// Among the values that a function of a table's rule returns, whatever the row.
    case declaredAmong(ColumnReference, String)
    /// The condition, of which the server is told to expect that nearly every row fulfils it: row security asked it already.
    case confirmed(Condition)
    case all([Condition])
    case any([Condition])
    case not(Condition)
    /// The condition fails, or cannot be told because of a null.
    case unless(Condition)
}

package struct ColumnReference: Sendable, Hashable {
    package var alias: Alias
    package var table: Table.ID
    package var column: Column.ID
}

/// An operator between a column and a parameter.
package enum Comparison: String, Sendable, Hashable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    /// Of lists, documents and ranges.
    case contains = "@>"
    case containedBy = "<@"
    case overlaps = "&&"
    /// Of documents and names.
    case hasKey = "?"
    case hasAnyKey = "?|"
    case hasAllKeys = "?&"
}
