import Planning
import Postgres

/// A page of rows being read.
struct RowPage {
    enum Rows {
        /// Rows of a result, from a column onwards.
        case result(ResultSet, from: Int)
        /// Records of an array.
        case records([UnsafeRawBufferPointer])
    }

    let reader: PageReader
    let rows: Rows
    /// How many rows came: one more than the page has, when there is a next page.
    let fetched: Int
    /// How many rows the page has.
    let count: Int
    /// The row that the page belongs to; nil at the root.
    let outerRow: Int?

    /// The position among the rows that came, for a position in the page: a page asked for by `last` comes in reverse.
    func source(of index: Int) -> Int {
        reader.isBackward ? count - 1 - index : index
    }

    var hasMore: Bool { fetched > count }
}
