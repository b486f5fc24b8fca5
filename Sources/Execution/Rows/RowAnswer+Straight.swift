import GraphQLExecution
import JSON
import Planning
import PostgresTypes

extension RowAnswer {
    @inline(__always)
    mutating func writeStraight(
        _ entry: StraightFields.Entry, of fields: StraightFields, in object: Value, to writer: inout JSONWriter
    ) -> StraightOutcome {
        guard case .row(let row, _) = object, let kind = StraightKind(code: entry.kind) else { return .unfit }
        if case .constant = kind {
            fields.withBytes(entry.extra) { writer.append(raw: $0) }
            return .written
        }
        guard let cell = arena[row, Int(entry.slot)] else { return .null }
        switch kind {
        case .cell(let type):
            do { try type.writeJSON(cell: cell, into: &writer) } catch { return .unfit }
        case .numberID:
            guard cell.count == 8 else { return .unfit }
            scratch.removeAll(keepingCapacity: true)
            fields.withBytes(entry.extra) { scratch.append(contentsOf: $0) }
            Self.append(Int64(bigEndian: cell.loadUnaligned(as: Int64.self)), to: &scratch)
            writeID(to: &writer)
        case .object, .constant:
            break
        }
        return .written
    }
}
