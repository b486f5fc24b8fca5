import GraphQLExecution
import GraphQLLanguage
import JSON
import Planning
import PostgresTypes

extension RowAnswer {
    mutating func write(
        _ value: Value, as leaf: LeafShape, of field: FieldShape, to writer: inout JSONWriter
    ) throws(FieldFault) {
        switch value {
        case .cell(let cell):
            switch plan.readers[field.slot] {
            case .leaf(_, let reader), .rootLeaf(_, _, let reader), .figure(_, _, let reader): try write(cell, as: reader, to: &writer)
            default: throw unreadable
            }
        case .document(let value):
            try write(value, as: leaf, of: field, to: &writer)
        case .boolean(let value):
            writer.append(bool: value)
        case .integer(let value):
            writer.append(int64: Int64(value))
        case .text(let text):
            writer.append(string: text)
        case .globalID(let row):
            guard case .globalID(let reader) = plan.readers[field.slot] else { throw unreadable }
            try write(globalIDOf: row, by: reader, to: &writer)
        case .cursor(let page, let row):
            try write(cursorOf: row, in: page, to: &writer)
        default:
            throw unreadable
        }
    }

    private func write(_ cell: UnsafeRawBufferPointer, as reader: LeafReader, to writer: inout JSONWriter) throws(FieldFault) {
        if let names = reader.enumNames {
            guard let name = names[String(decoding: cell, as: UTF8.self)] else {
                throw FieldFault(.internal, "The stored value is none of the type's values.")
            }
            writer.append(raw: name)
            return
        }
        do { try reader.type.writeJSON(cell: cell, into: &writer) } catch { throw unreadable }
    }

    /// Writes the id's bytes into a scratch buffer and encodes them from there: a list asks for one with every row.
    private mutating func write(
        globalIDOf row: Int, by reader: GlobalIDReader, to writer: inout JSONWriter
    ) throws(FieldFault) {
        scratch.removeAll(keepingCapacity: true)
        scratch += reader.prefix
        for part in reader.key {
            guard let cell = arena[row, part.slot] else { throw unreadable }
            scratch.append(GlobalID.separator)
            if case .int8 = part.type, cell.count == 8 {
                Self.append(Int64(bigEndian: cell.loadUnaligned(as: Int64.self)), to: &scratch)
            } else {
                do { scratch += GlobalID.escaped(try part.type.keyText(of: cell)) } catch { throw unreadable }
            }
        }
        writeID(to: &writer)
    }

    /// Writes the id whose bytes are in the scratch buffer.
    func writeID(to writer: inout JSONWriter) {
        writer.append(byte: UInt8(ascii: "\""))
        writer.append(upTo: Base64URL.length(of: scratch)) { Base64URL.encode(scratch, to: $0) }
        writer.append(byte: UInt8(ascii: "\""))
    }

    /// Appends a number's digits.
    static func append(_ number: Int64, to bytes: inout [UInt8]) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        // Not as a slice: that would be copied.
        var (low, high) = (start, bytes.count - 1)
        while low < high {
            bytes.swapAt(low, high)
            (low, high) = (low + 1, high - 1)
        }
    }

    private mutating func write(cursorOf row: Int, in index: Int, to writer: inout JSONWriter) throws(FieldFault) {
        let cursor = try cursor(of: row, in: index)
        writer.append(byte: UInt8(ascii: "\""))
        writer.append(raw: cursor)
        writer.append(byte: UInt8(ascii: "\""))
    }

    /// The cursor of a row, sealed once however many names it is asked for by: sealing costs more than anything else in an answer.
    private mutating func cursor(of row: Int, in index: Int) throws(FieldFault) -> [UInt8] {
        if let sealed, sealed.page == index, sealed.row == row { return sealed.cursor }
        let page = pages[index]
        let mark = arena.mark
        defer { arena.release(to: mark) }
        let opened =
            switch row {
            case -1: try openRow(0, of: index)
            case -2: try openRow(page.count - 1, of: index)
            default: row
            }
        let place = page.reader.cursorSlots.map { slot in arena[opened, slot].map { Array($0) } }
        let cursor = sealing.seal.seal(place, tenant: sealing.tenant, scope: page.reader.cursorScope)
        sealed = (index, row, cursor)
        return cursor
    }
}
