/// What a single request may ask for, whoever sends it.
package struct Ceilings: Sendable, Hashable {
    /// Rows that it may read at the most, page sizes multiplied out.
    package var rows: Int

    package init(rows: Int = 200_000) {
        self.rows = rows
    }
}
