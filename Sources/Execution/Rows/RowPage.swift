import Planning
import Postgres

/// A page of rows being read.
struct RowPage {
    enum Rows {
        /// Rows of a result, from a column onwards.
        case result(ResultSet, from: Int)
        /// Records of an array.
        case records([UnsafeRawBufferPointer])
        /// Rows that still come, from a column onwards.
        case arriving(RowFeed, from: Int)
    }

    let reader: PageReader
    let rows: Rows
    /// How many rows it may have.
    let size: Int
    private let rowCount: Int
    /// The row that the page belongs to; nil at the root.
    let outerRow: Int?

    /// The position among the rows that came, for a position in the page: a page asked for by `last` comes in reverse.
    func source(of index: Int) -> Int {
        reader.isBackward ? count - 1 - index : index
    }

    /// How many rows came: one more than the page has, when there is a next page.
    private var fetched: Int { if case .arriving(let feed, _) = rows { feed.rowCount } else { rowCount } }

    /// How many rows the page has, of those that came.
    var count: Int { min(fetched, size) }

    var hasMore: Bool { fetched > size }

    /// - Parameter rowCount: how many rows there are; of those that still come nobody knows.
    init(reader: PageReader, rows: Rows, rowCount: Int = 0, size: Int, outerRow: Int?) {
        self.reader = reader
        self.rows = rows
        self.rowCount = rowCount
        self.size = size
        self.outerRow = outerRow
    }
}
