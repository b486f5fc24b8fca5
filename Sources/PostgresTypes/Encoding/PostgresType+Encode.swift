package import JSON

extension PostgresType {
    /// The binary form of a JSON value, as a parameter of this type; nil for JSON's null, which is NULL.
    ///
    /// Takes what `writeJSON` writes, and numbers also where it writes strings of digits.
    /// - Throws: `wrongKind`, `invalidText`, `outOfRange`, `nulByte`, `unknownLabel`.
    package func encode(_ value: JSONValue) throws(PostgresTypeError) -> [UInt8]? {
        if case .null = value { return nil }
        switch self {
        case .bool:
            guard case .bool(let flag) = value else { throw PostgresTypeError(.wrongKind) }
            return BinaryParameter.bool(flag)
        case .int2: return BinaryParameter.bytes(of: try value.integer(Int16.self))
        case .int4: return BinaryParameter.bytes(of: try value.integer(Int32.self))
        case .int8: return BinaryParameter.bytes(of: try value.integer(Int64.self))
        case .float4: return BinaryParameter.bytes(of: try value.float(Float.self).bitPattern)
        case .float8: return BinaryParameter.bytes(of: try value.float(Double.self).bitPattern)
        case .numeric: return try DecimalText(value.digits()).binary
        case .text, .other: return BinaryParameter.text(try value.text())
        case .enumeration(let labels):
            let label = try value.text()
            guard labels.contains(label) else { throw PostgresTypeError(.unknownLabel) }
            return BinaryParameter.text(label)
        case .uuid: return try HexText.uuid(value.text())
        case .macaddr: return try HexText.hardwareAddress(value.text())
        case .bytea: return try Base64.decode(value.text())
        case .date: return BinaryParameter.bytes(of: try DateTimeText.days(value.text()))
        case .time: return BinaryParameter.bytes(of: try DateTimeText.time(value.text()))
        case .timetz: return try DateTimeText.timeWithZone(value.text())
        case .timestamp: return BinaryParameter.bytes(of: try DateTimeText.timestamp(value.text(), zoned: false))
        case .timestamptz: return BinaryParameter.bytes(of: try DateTimeText.timestamp(value.text(), zoned: true))
        case .interval: return try IntervalText.binary(value.text())
        case .json: return try value.jsonBytes()
        case .jsonb: return [1] + (try value.jsonBytes())
        case .inet: return try NetworkText.binary(value.text(), isNetwork: false)
        case .cidr: return try NetworkText.binary(value.text(), isNetwork: true)
        case .domain(let base): return try base.encode(value)
        case .array(let element, let oid): return try encodeArray(value, of: element, oid: oid)
        case .composite(let fields): return try encodeComposite(value, fields)
        case .range(let element): return try encodeRange(value, of: element)
        case .multirange(let element): return try encodeMultirange(value, of: element)
        }
    }
}

extension JSONValue {
    /// A string that PostgreSQL's text can hold.
    func text() throws(PostgresTypeError) -> String {
        guard case .string(let text) = self else { throw PostgresTypeError(.wrongKind) }
        guard !text.utf8.contains(0) else { throw PostgresTypeError(.nulByte) }
        return text
    }

    /// A number, or a string that stands for one.
    func digits() throws(PostgresTypeError) -> String {
        switch self {
        case .number(let text), .string(let text): return text
        default: throw PostgresTypeError(.wrongKind)
        }
    }

    func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws(PostgresTypeError) -> Value {
        let text = try digits()
        if let value = Value(text) { return value }
        // JSON does not tell 1.0 or 1e3 from a whole number; beyond 2^53 a `Double` would not either.
        if case .number = self, let number = Double(text), number.magnitude <= 0x1p53, let value = Value(exactly: number) { return value }
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        let isWhole = !digits.isEmpty && digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        throw PostgresTypeError(isWhole ? .outOfRange : .invalidText)
    }

    func float<Value: BinaryFloatingPoint & LosslessStringConvertible>(_ type: Value.Type) throws(PostgresTypeError) -> Value {
        let text = try digits()
        switch text {
        case "NaN": return .nan
        case "Infinity": return .infinity
        case "-Infinity": return -.infinity
        default: break
        }
        // Swift also reads hexadecimal numbers and names: only JSON's numbers are meant.
        guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Value(text) else {
            throw PostgresTypeError(.invalidText)
        }
        guard value.isFinite else { throw PostgresTypeError(.outOfRange) }
        return value
    }

    /// The value as JSON text; `jsonb` cannot hold U+0000, and `json` that does cannot be read later.
    func jsonBytes() throws(PostgresTypeError) -> [UInt8] {
        guard !holdsNul else { throw PostgresTypeError(.nulByte) }
        var writer = JSONWriter(capacity: 256)
        writer.append(self)
        return writer.takeBytes()
    }

    private var holdsNul: Bool {
        switch self {
        case .null, .bool, .number: false
        case .string(let text): text.utf8.contains(0)
        case .array(let items): items.contains(where: \.holdsNul)
        case .object(let members): members.contains { $0.key.utf8.contains(0) || $0.value.holdsNul }
        }
    }
}
