import GraphQLExecution
import JSON
import Planning
import PostgresTypes

extension RowAnswer {
    mutating func writeStraight(
        _ fields: StraightFields, from index: Int, of object: inout Value, upTo byteLimit: Int, to writer: inout JSONWriter
    ) -> Int {
        guard case .row(let row, _) = object else { return index }
        var index = index
        while index < fields.entries.count, writer.count <= byteLimit {
            let entry = fields.entries[index]
            guard let kind = StraightKind(code: entry.kind) else { break }
            let start = writer.count
            fields.withKey(of: index) { writer.append(raw: $0) }
            guard write(kind, entry, of: fields, row, to: &writer) else {
                writer.truncate(to: start)
                break
            }
            index += 1
        }
        return index
    }

    /// Writes a field's value; false when it cannot be written like this, be it that it is null or malformed.
    @inline(__always)
    private mutating func write(
        _ kind: StraightKind, _ entry: StraightFields.Entry, of fields: StraightFields, _ row: Int, to writer: inout JSONWriter
    ) -> Bool {
        if case .constant = kind {
            fields.withBytes(entry.extra) { writer.append(raw: $0) }
            return true
        }
        guard let cell = arena[row, Int(entry.slot)] else {
            guard !entry.isNonNull else { return false }
            writer.appendNull()
            return true
        }
        switch kind {
        case .cell(let type):
            do { try type.writeJSON(cell: cell, into: &writer) } catch { return false }
        case .numberID:
            guard cell.count == 8 else { return false }
            scratch.removeAll(keepingCapacity: true)
            fields.withBytes(entry.extra) { scratch.append(contentsOf: $0) }
            Self.append(Int64(bigEndian: cell.loadUnaligned(as: Int64.self)), to: &scratch)
            writeID(to: &writer)
        case .constant:
            return false
        }
        return true
    }
}
