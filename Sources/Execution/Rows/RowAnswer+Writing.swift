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
            guard case .leaf(_, let reader) = plan.readers[field.slot] else { throw unreadable }
            try write(cell, as: reader, to: &writer)
        case .boolean(let value):
            writer.append(bool: value)
        case .integer(let value):
            writer.append(int64: Int64(value))
        case .globalID(let row):
            guard case .globalID(let typeName, let key) = plan.readers[field.slot] else { throw unreadable }
            try write(globalID: typeName, key, ofRow: row, to: &writer)
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

    private func write(
        globalID typeName: String, _ key: [FieldReader.KeyCell], ofRow row: Int, to writer: inout JSONWriter
    ) throws(FieldFault) {
        var parts: [String] = []
        for part in key {
            guard let cell = arena[row, part.slot] else { throw unreadable }
            do { parts.append(try part.type.keyText(of: cell)) } catch { throw unreadable }
        }
        writer.append(string: GlobalID(typeName: typeName, key: parts).text)
    }

    private mutating func write(cursorOf row: Int, in index: Int, to writer: inout JSONWriter) throws(FieldFault) {
        let page = pages[index]
        let mark = arena.mark
        defer { arena.release(to: mark) }
        let row =
            switch row {
            case -1: try openRow(0, of: index)
            case -2: try openRow(page.count - 1, of: index)
            default: row
            }
        let place = page.reader.cursorSlots.map { slot in arena[row, slot].map { Array($0) } }
        let cursor = sealing.seal.seal(place, tenant: sealing.tenant, scope: page.reader.cursorScope)
        writer.append(byte: UInt8(ascii: "\""))
        writer.append(raw: cursor)
        writer.append(byte: UInt8(ascii: "\""))
    }
}
