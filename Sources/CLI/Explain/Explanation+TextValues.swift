import Execution
import JSON
import Planning
import Postgres
import PostgresTypes

extension Explanation.Statement {
    /// The parameters' values as PostgreSQL reads them in text; nil for null.
    func textValues() throws -> [String?] {
        var values: [String?] = []
        for (parameter, bytes) in zip(parameters, bound.parameters) {
            guard let bytes else {
                values.append(nil)
                continue
            }
            values.append(try bytes.withUnsafeBytes { try parameter.type.text(of: $0) })
        }
        return values
    }
}

extension PostgresType {
    /// A value in binary form as text. Arrays are of scalars here.
    fileprivate func text(of cell: UnsafeRawBufferPointer) throws(PostgresTypeError) -> String {
        if case .array(let element, _) = underlying {
            var cursor = try ArrayCursor(cell)
            var items: [String] = []
            for _ in 0..<cursor.count {
                guard let item = try cursor.next() else {
                    items.append("NULL")
                    continue
                }
                let text = try element.text(of: item).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                items.append("\"\(text)\"")
            }
            return "{\(items.joined(separator: ","))}"
        }
        var writer = JSONWriter(capacity: 64)
        try writeJSON(cell: cell, into: &writer)
        let json = writer.takeBytes()
        guard case .string(let text)? = try? JSONParser.parse(json) else { return String(decoding: json, as: UTF8.self) }
        return text
    }
}
