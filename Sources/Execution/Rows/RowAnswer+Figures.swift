import GraphModel
import GraphQLExecution
import Planning
import Postgres

extension RowAnswer {
    /// How many rows a page's connection has, and whether that is only as far as they were counted.
    func count(of page: RowPage) throws(FieldFault) -> (told: Int, isCapped: Bool) {
        switch page.reader.count {
        case .counted(let place)?:
            let counted = try wholeNumber(in: cell(at: place, of: page))
            return (min(counted, AggregateBounds.counted), counted > AggregateBounds.counted)
        case .kept(let slot)?:
            return (try wholeNumber(in: page.outerRow.flatMap { arena[$0, slot] }), false)
        case nil:
            throw unreadable
        }
    }

    /// Whether a row was found that was looked for beside the page; false where none was.
    func isThere(_ place: FigurePlace?, of page: RowPage) throws(FieldFault) -> Bool {
        guard let place else { return false }
        guard let cell = cell(at: place, of: page), cell.count == 1 else { throw unreadable }
        return cell[0] != 0
    }

    /// Opens what all rows of a page's connection come to, as a row of its own.
    mutating func openFigures(at place: FigurePlace, of page: RowPage) throws(FieldFault) -> Value {
        guard let record = cell(at: place, of: page) else { throw unreadable }
        return .row(try open(record))
    }

    /// The groups of a page's connection, each to be opened as a row of its own.
    func openGroups(at place: FigurePlace, of page: RowPage) throws(FieldFault) -> Value {
        guard let array = cell(at: place, of: page) else { throw unreadable }
        return .records(try records(of: array))
    }

    /// A figure of an opened row of figures.
    func figure(_ reader: FieldReader, ofRow row: Int) throws(FieldFault) -> Value {
        switch reader {
        case .figureCount(let slot):
            return .integer(min(try wholeNumber(in: arena[row, slot]), AggregateBounds.read))
        case .figureIsCapped(let total):
            return .boolean(try wholeNumber(in: arena[row, total]) > AggregateBounds.read)
        case .figure(let slot, let total, _):
            if let total, try wholeNumber(in: arena[row, total]) > AggregateBounds.read { return .null }
            return arena[row, slot].map(Value.cell) ?? .null
        default:
            return .null
        }
    }

    private func cell(at place: FigurePlace, of page: RowPage) -> UnsafeRawBufferPointer? {
        switch place {
        case .cell(let slot): page.outerRow.flatMap { arena[$0, slot] }
        case .statement(let statement, let column): result(of: statement)?.cell(row: 0, column: column)
        }
    }

    private func wholeNumber(in cell: UnsafeRawBufferPointer?) throws(FieldFault) -> Int {
        guard let cell else { throw unreadable }
        switch cell.count {
        case 8: return Int(Int64(bigEndian: cell.loadUnaligned(as: Int64.self)))
        case 4: return Int(Int32(bigEndian: cell.loadUnaligned(as: Int32.self)))
        default: throw unreadable
        }
    }
}
