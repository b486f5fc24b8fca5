import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import Planning
import Postgres
import PostgresTypes

extension RowAnswer {
    /// Opens the page of a row; of the root, where `row` is 0.
    mutating func openPage(_ reader: PageReader, ofRow row: Int) throws(FieldFault) -> Value {
        let size: Int
        do { size = try reader.size.value(in: variables) } catch { throw FieldFault(error.code, error.message) }
        let rows: RowPage.Rows
        var rowCount = 0
        switch reader.place {
        case .rows(let statement, let presence):
            guard let result = result(of: statement) else { throw unreadable }
            let offset = plan.spreadOffsets[statement]
            let start = presence == nil ? 0 : offset
            if let presence, result.cell(row: 0, column: offset + presence) == nil {
                rows = .records([])
            } else if let feed = arriving?.feed(of: statement) {
                rows = .arriving(feed, from: start)
            } else {
                (rows, rowCount) = (.result(result, from: start), result.rowCount)
            }
        case .cell(let slot):
            guard let cell = arena[row, slot] else { throw unreadable }
            let records = try records(of: cell)
            (rows, rowCount) = (.records(records), records.count)
        case .unread:
            rows = .records([])
        }
        let isRoot = if case .rows(_, nil) = reader.place { true } else { false }
        pages.append(
            RowPage(reader: reader, rows: rows, rowCount: rowCount, size: size, outerRow: isRoot ? nil : row))
        return .page(pages.count - 1)
    }

    func records(of array: UnsafeRawBufferPointer) throws(FieldFault) -> [UnsafeRawBufferPointer] {
        do {
            var cursor = try ArrayCursor(array)
            var records: [UnsafeRawBufferPointer] = []
            records.reserveCapacity(cursor.count)
            for _ in 0..<cursor.count {
                guard let record = try cursor.next() else { throw PostgresTypeError(.malformed) }
                records.append(record)
            }
            return records
        } catch {
            throw unreadable
        }
    }

    /// The rows of `nodes(ids:)`, each where its id stands; null where there is none.
    mutating func rows(of root: RootRows) throws(FieldFault) -> Value {
        guard case .list(let ids)? = root.ids.value(in: variables) else { return .rows([]) }
        var values = [Value](repeating: .null, count: ids.count)
        arena.release(to: 0)
        for (type, part) in root.parts.enumerated() {
            guard let result = result(of: part.statement) else { throw unreadable }
            rowsRead += result.rowCount
            for index in 0..<result.rowCount {
                let row = arena.open(result, row: index, from: 0)
                guard let cell = arena[row, part.position], cell.count == 8 else { continue }
                let position = Int(Int64(bigEndian: cell.loadUnaligned(as: Int64.self))) - 1
                if values.indices.contains(position) { values[position] = .row(row, type: type) }
            }
        }
        return .rows(values)
    }

    /// Opens a record as a row.
    mutating func open(_ record: UnsafeRawBufferPointer) throws(FieldFault) -> Int {
        do { return try arena.open(record: record) } catch { throw unreadable }
    }

    /// The rows that a mutation returned, as far as the viewer may see them.
    mutating func rows(of part: RootRows.Part) throws(FieldFault) -> Value {
        guard let result = result(of: part.statement) else { throw unreadable }
        arena.release(to: 0)
        var rows: [(position: Int64, value: Value)] = []
        for index in 0..<result.rowCount {
            let row = arena.open(result, row: index, from: 0)
            guard let cell = arena[row, part.position], cell.count == 8 else { continue }
            rows.append((Int64(bigEndian: cell.loadUnaligned(as: Int64.self)), .row(row)))
        }
        rowsRead += rows.count
        return .rows(rows.sorted { $0.position < $1.position }.map(\.value))
    }

    /// Opens a row of a page, by its position in the page.
    mutating func openRow(_ position: Int, of index: Int) throws(FieldFault) -> Int {
        sealed = nil
        let source = pages[index].source(of: position)
        switch pages[index].rows {
        case .result(let result, let offset):
            return arena.open(result, row: source, from: offset)
        case .records(let records):
            return try open(records[source])
        case .arriving(let feed, let offset):
            guard let row = feed[source] else { throw unreadable }
            return arena.open(row, row: 0, from: offset)
        }
    }
}
