import CLibPQ

/// The rows of one statement, as libpq received them: cells are read in place, nothing is copied.
///
/// The buffers that `cell` returns live as long as this object.
// Unchecked: a PGresult is never written after libpq has handed it out, and is freed once, in deinit.
package final class ResultSet: @unchecked Sendable {
    private let result: OpaquePointer
    package let rowCount: Int
    package let columnCount: Int
    private let firstRow: Int
    /// Whose row this is, which then owns the result.
    private let whole: ResultSet?

    /// Takes ownership of a result that is no error.
    init(owning result: OpaquePointer) {
        self.result = result
        rowCount = Int(PQntuples(result))
        columnCount = Int(PQnfields(result))
        firstRow = 0
        whole = nil
    }

    /// One row of a result, or none, without the last column.
    private init(row: Int?, of whole: ResultSet) {
        result = whole.result
        rowCount = row == nil ? 0 : 1
        columnCount = whole.columnCount - 1
        firstRow = row ?? 0
        self.whole = whole
    }

    deinit { if whole == nil { PQclear(result) } }

    /// The rows of a statement of many keys, each for the key whose place its last column tells; none for a key without a row.
    func divided(among count: Int) -> [ResultSet] {
        var rows = [Int?](repeating: nil, count: count)
        for row in 0..<rowCount {
            guard let cell = cell(row: row, column: columnCount - 1), cell.count == 8 else { continue }
            let place = Int(Int64(bigEndian: cell.loadUnaligned(as: Int64.self))) - 1
            if rows.indices.contains(place) { rows[place] = row }
        }
        return rows.map { ResultSet(row: $0, of: self) }
    }

    /// A cell's bytes in the format the statement asked for; nil for NULL, and for a cell that is not there.
    @inline(__always)
    package func cell(row: Int, column: Int) -> UnsafeRawBufferPointer? {
        guard row >= 0, row < rowCount, column >= 0, column < columnCount else { return nil }
        let (row, column) = (Int32(truncatingIfNeeded: firstRow &+ row), Int32(truncatingIfNeeded: column))
        let length = PQgetlength(result, row, column)
        if length == 0, PQgetisnull(result, row, column) != 0 { return nil }
        return UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: Int(length))
    }

    /// A cell read as UTF-8: right for text results, and for columns of text in binary ones. Nil for NULL.
    package func text(row: Int, column: Int) -> String? {
        cell(row: row, column: column).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The name of a column; empty when there is no such column.
    package func columnName(_ column: Int) -> String {
        PQfname(result, Int32(clamping: column)).map { String(cString: $0) } ?? ""
    }

    /// The place of a column by its name.
    package func column(named name: String) -> Int? {
        (0..<columnCount).first { columnName($0) == name }
    }

    /// The OID of a column's type; 0 when there is no such column.
    package func columnType(_ column: Int) -> UInt32 {
        PQftype(result, Int32(clamping: column))
    }

    /// What the server says it did: `SELECT 20`, `INSERT 0 1` …
    package var commandTag: String {
        PQcmdStatus(result).map { String(cString: $0) } ?? ""
    }

    /// How many rows the statement read or wrote, where its tag tells; otherwise 0.
    package var affectedRows: Int {
        PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// True when this is no result yet: the server waits for the rows of a COPY.
    var isCopyIn: Bool { PQresultStatus(result) == PGRES_COPY_IN }

    /// The memory that libpq holds for this result, in bytes.
    package var memorySize: Int { PQresultMemorySize(result) }
}
