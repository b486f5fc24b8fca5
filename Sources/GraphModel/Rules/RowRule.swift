/// Which rows of a tenant a viewer sees, where the database's rule can be said by columns alone.
///
/// Row security says the same once more; this is for statements to say it as well, so that an index serves it and so that
/// each is enough without the other.
package struct RowRule: Sendable, Hashable {
    /// A buyer sees the rows where one of these columns is the buyer.
    package var buyers: [Column.ID]
    /// A merchant's staff, and a partner, see the rows where one of these columns is a merchant they act for.
    package var merchants: [Column.ID]

    package init(buyers: [Column.ID], merchants: [Column.ID]) {
        self.buyers = buyers
        self.merchants = merchants
    }
}
