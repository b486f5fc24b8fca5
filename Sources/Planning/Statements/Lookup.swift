package import GraphModel

/// Rows looked up by a list of keys: each row knows the place of its key in the list.
package struct Lookup: Sendable {
    package var alias: Alias
    /// For each key column, the array parameter that holds its values.
    package var keys: [(column: Column.ID, parameter: Parameter.ID)]
}
