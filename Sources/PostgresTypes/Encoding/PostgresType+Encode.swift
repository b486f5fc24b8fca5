package import JSON

extension PostgresType {
    /// An `int8` in binary form.
    package static func encode(_ value: Int64) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }

    /// Turns a JSON value into a parameter in binary form; nil for null.
    package func encode(_ value: JSONValue) throws(PostgresTypeError) -> [UInt8]? {
        switch (self, value) {
        case (_, .null): return nil
        case (.bool, .bool(let flag)): return [flag ? 1 : 0]
        case (.int8, .string(let text)), (.int8, .number(let text)):
            guard let number = Int64(text) else { throw PostgresTypeError(.outOfRange) }
            return Self.encode(number)
        case (.int4, .string(let text)), (.int4, .number(let text)):
            guard let number = Int32(text) else { throw PostgresTypeError(.outOfRange) }
            return withUnsafeBytes(of: number.bigEndian) { Array($0) }
        case (.text, .string(let text)), (.enumeration, .string(let text)): return Array(text.utf8)
        case (.domain(let base), _): return try base.encode(value)
        case (.array(let element, let oid), .array(let items)):
            var bytes: [UInt8] = []
            func append(_ value: Int32) { withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) } }
            append(1)
            append(items.contains(.null) ? 1 : 0)
            append(Int32(bitPattern: oid))
            append(Int32(items.count))
            append(1)
            for item in items {
                guard let cell = try element.encode(item) else {
                    append(-1)
                    continue
                }
                append(Int32(cell.count))
                bytes += cell
            }
            return bytes
        default: throw PostgresTypeError(.wrongKind)
        }
    }
}
