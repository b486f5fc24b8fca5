import Planning
import Postgres
import PostgresTypes

/// The cells of the rows that are being read: a row is the position of its first cell.
///
/// Cells borrow the bytes of results, which must outlive the arena's use. Rows that are done with are let go of by
/// `release`, so that an answer of any length needs the room of one outermost row.
struct CellArena {
    private var cells: [UnsafeRawBufferPointer?] = []

    init() {
        cells.reserveCapacity(64)
    }

    var mark: Int { cells.count }

    mutating func release(to mark: Int) {
        // Not removeSubrange: it goes by way of the general replacement, which allocates.
        cells.removeLast(cells.count - mark)
    }

    @inline(__always)
    subscript(row: Int, slot: Int) -> UnsafeRawBufferPointer? {
        cells[row + slot]
    }

    /// Opens a row of a result, from one of its columns onwards.
    mutating func open(_ result: ResultSet, row: Int, from column: Int) -> Int {
        let start = cells.count
        for column in column..<result.columnCount { cells.append(result.cell(row: row, column: column)) }
        return start
    }

    /// Opens a record in binary form.
    mutating func open(record: UnsafeRawBufferPointer) throws(PostgresTypeError) -> Int {
        let start = cells.count
        var cursor = try CompositeCursor(record)
        for _ in 0..<cursor.fieldCount { cells.append(try cursor.next().bytes) }
        return start
    }
}
