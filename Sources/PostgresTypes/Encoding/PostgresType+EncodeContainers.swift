import JSON

extension PostgresType {
    func encodeArray(_ value: JSONValue, of element: PostgresType, oid: UInt32) throws(PostgresTypeError) -> [UInt8] {
        guard case .array = value else { throw PostgresTypeError(.wrongKind) }
        var elements: [[UInt8]?] = []
        // An array of JSON may hold JSON arrays: those are elements, not dimensions.
        let dimensions = element.mayBeArray ? nil : Self.dimensions(of: value)
        try Self.collect(value, depth: (dimensions ?? [0]).count, of: element, into: &elements)
        if elements.isEmpty { return BinaryParameter.array(of: oid, []) }
        return BinaryParameter.array(of: oid, dimensions: dimensions ?? [elements.count], elements)
    }

    private var mayBeArray: Bool {
        switch underlying {
        case .json, .jsonb, .multirange: true
        default: false
        }
    }

    /// The lengths along the first elements; `collect` checks that the others have the same.
    private static func dimensions(of value: JSONValue) -> [Int] {
        var lengths: [Int] = []
        var next: JSONValue? = value
        while case .array(let items)? = next {
            lengths.append(items.count)
            next = items.first
        }
        return lengths
    }

    private static func collect(
        _ value: JSONValue, depth: Int, of element: PostgresType, into elements: inout [[UInt8]?]
    ) throws(PostgresTypeError) {
        // PostgreSQL's own limit (MAXDIM).
        guard depth <= 6 else { throw PostgresTypeError(.outOfRange) }
        guard case .array(let items) = value else { throw PostgresTypeError(.wrongKind) }
        guard depth > 1 else {
            for item in items { elements.append(try element.encode(item)) }
            return
        }
        for item in items {
            guard dimensions(of: item) == dimensions(of: items[0]) else { throw PostgresTypeError(.invalidText) }
            try collect(item, depth: depth - 1, of: element, into: &elements)
        }
    }

    /// `record_recv`: how many fields, then type and value of each. A field that is not named is NULL.
    func encodeComposite(_ value: JSONValue, _ fields: [CompositeField]) throws(PostgresTypeError) -> [UInt8] {
        guard case .object(let members) = value else { throw PostgresTypeError(.wrongKind) }
        guard members.allSatisfy({ member in fields.contains { $0.name == member.key } }) else { throw PostgresTypeError(.unknownLabel) }
        var out = BinaryParameter.bytes(of: Int32(clamping: fields.count))
        for field in fields {
            out.append(bigEndian: field.oid)
            out.append(cell: try field.type.encode(value[field.name] ?? .null))
        }
        return out
    }

    /// `range_recv`. Without a word about it a range is closed below and open above, as PostgreSQL's own literals are.
    func encodeRange(_ value: JSONValue, of element: PostgresType) throws(PostgresTypeError) -> [UInt8] {
        guard case .object = value else { throw PostgresTypeError(.wrongKind) }
        if case .bool(true)? = value["empty"] { return [RangeFlags.empty.rawValue] }
        let lower = try element.encode(value["lower"] ?? .null)
        let upper = try element.encode(value["upper"] ?? .null)
        var flags: RangeFlags = []
        if lower == nil { flags.insert(.lowerInfinite) } else if value["lowerInclusive"] != .bool(false) { flags.insert(.lowerInclusive) }
        if upper == nil { flags.insert(.upperInfinite) } else if value["upperInclusive"] == .bool(true) { flags.insert(.upperInclusive) }
        var out = [flags.rawValue]
        if let lower { out.append(cell: lower) }
        if let upper { out.append(cell: upper) }
        return out
    }

    func encodeMultirange(_ value: JSONValue, of element: PostgresType) throws(PostgresTypeError) -> [UInt8] {
        guard case .array(let items) = value else { throw PostgresTypeError(.wrongKind) }
        var out = BinaryParameter.bytes(of: Int32(clamping: items.count))
        for item in items { out.append(cell: try encodeRange(item, of: element)) }
        return out
    }
}
