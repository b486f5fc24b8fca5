import JSON
import PostgresTypes

extension PostgresType {
    /// A key's value as the text that a global id holds: what the value's JSON says, without quotes.
    func keyText(of cell: UnsafeRawBufferPointer) throws(PostgresTypeError) -> String {
        switch underlying {
        case .text, .enumeration, .other:
            return String(decoding: cell, as: UTF8.self)
        default:
            var writer = JSONWriter(capacity: 32)
            try writeJSON(cell: cell, into: &writer)
            var text = Substring(decoding: writer.takeBytes(), as: UTF8.self)
            if text.first == "\"" { text = text.dropFirst().dropLast() }
            return String(text)
        }
    }
}
