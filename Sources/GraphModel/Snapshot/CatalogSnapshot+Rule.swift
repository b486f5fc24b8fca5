extension CatalogSnapshot {
    /// A table's declared rule for reading.
    package struct Rule: Sendable, Hashable {
        /// Columns that name the buyer who may read the row.
        package var buyers: [String]
        /// Columns that name the merchant whose staff and partners may read it.
        package var merchants: [String]
        /// Whether that is all: no row is open for another reason, operators apart.
        package var isSaidByColumns: Bool

        package init(buyers: [String], merchants: [String], isSaidByColumns: Bool) {
            self.buyers = buyers
            self.merchants = merchants
            self.isSaidByColumns = isSaidByColumns
        }
    }
}
