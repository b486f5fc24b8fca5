package import GraphModel

/// What a statement reads, as a tree for people: each node is some rows of one table, below it what is read for each of them.
package struct PlanOutline: Sendable {
    /// How the rows are found.
    package enum Kind: String, Sendable {
        /// The row with a key.
        case lookup = "row by key"
        /// The rows with the keys of a list.
        case list = "rows by keys"
        case page
        /// The row that another refers to.
        case reference = "row referred to"
        /// How many rows there are.
        case count
    }

    package var kind: Kind
    package var table: Table.ID
    /// The table's name in the statement.
    package var alias: String
    /// The limit, in SQL; nil where there is none.
    package var limit: String?
    /// The order, in SQL; nil where there is none.
    package var order: String?
    /// What the rows are restricted to, in SQL; nil for nothing.
    package var conditions: String?
    /// What is read for each row.
    package var children: [PlanOutline] = []

    /// Every table in the tree, in the order in which they are met.
    package var tables: [Table.ID] {
        children.reduce([table]) { known, child in known + child.tables.filter { !known.contains($0) } }
    }
}
