/// What it takes to look for other rows at one place of a filter, in the rows that it counts for.
///
/// What must hold is joined, however long the chain: one more table to read. What need not hold, under `or` and `not`, is asked for each
/// row by itself, and below such a place for each of those rows again: 14,000 products that `or` leads through relations, one in the
/// other, take 27, 34, 56, 92, 284 and 941 ms for one to six of them; a chain of six behind one `or` 35.
struct FilterEffort {
    /// How many relations around this place are asked row by row.
    var level = 0
    /// Whether the place is under `or` or `not`.
    var isApart = false

    private static let joined = 20
    private static let apart = 100
    private static let growth = 6
    /// Deeper is beyond every limit, and more would be no number any more.
    private static let deepest = 12

    /// The rows that a relation here counts for.
    var rows: Int {
        (0..<min(level, Self.deepest)).reduce(isApart ? Self.apart : Self.joined) { rows, _ in rows * Self.growth }
    }

    /// That of the filter of the rows that a relation here leads to.
    func below(isApart: Bool = false) -> FilterEffort {
        FilterEffort(level: level + (self.isApart ? 1 : 0), isApart: isApart)
    }
}
