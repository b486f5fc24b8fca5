package import GraphModel

/// What a statement reads, as a tree for people: each node is some rows, below it what is read for each of them.
package struct PlanOutline: Sendable {
    /// How the rows are found, or what is made of them.
    package enum Kind: String, Sendable {
        /// The row with a key.
        case lookup = "row by key"
        /// The rows with the keys of a list.
        case list = "rows by keys"
        case page
        /// The row that another refers to.
        case reference = "row referred to"
        /// The row of a join table that leads to another.
        case link = "row that leads to it"
        /// A row that must be there, or must not, for another to be among the rows.
        case filter
        /// How many rows there are.
        case count
        /// Whether there is a row.
        case presence
        /// What rows come to together.
        case aggregate
        /// What they come to by group.
        case groups
        /// What a function returns.
        case function
    }

    package var kind: Kind
    /// Whose rows they are; nil for what a function alone gives.
    package var table: Table.ID?
    /// What the rows are called in the statement; nil where nothing speaks of them.
    package var alias: String?
    /// The function that gives the rows, as it is called, in SQL; nil where the table itself does.
    package var call: String?
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
        children.reduce(table.map { [$0] } ?? []) { known, child in known + child.tables.filter { !known.contains($0) } }
    }
}
