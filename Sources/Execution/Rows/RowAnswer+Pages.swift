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
        let fetched: Int
        switch reader.place {
        case .rows(let statement, let presence):
            let result = results[statement]
            let offset = plan.spreadOffsets[statement]
            if let presence {
                let isThere = result.cell(row: 0, column: offset + presence) != nil
                (rows, fetched) = (.result(result, from: offset), isThere ? result.rowCount : 0)
            } else {
                (rows, fetched) = (.result(result, from: 0), result.rowCount)
            }
        case .cell(let slot):
            guard let cell = arena[row, slot] else { throw unreadable }
            let records = try records(of: cell)
            (rows, fetched) = (.records(records), records.count)
        case .unread:
            (rows, fetched) = (.records([]), 0)
        }
        let isRoot = if case .rows(_, nil) = reader.place { true } else { false }
        pages.append(
            RowPage(reader: reader, rows: rows, fetched: fetched, count: min(fetched, size), outerRow: isRoot ? nil : row))
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
    mutating func rows(of root: RootRows) -> Value {
        guard case .list(let ids)? = root.ids.value(in: variables) else { return .rows([]) }
        var values = [Value](repeating: .null, count: ids.count)
        arena.release(to: 0)
        for (type, part) in root.parts.enumerated() {
            let result = results[part.statement]
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
    mutating func rows(of part: RootRows.Part) -> Value {
        let result = results[part.statement]
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
        }
    }
}
