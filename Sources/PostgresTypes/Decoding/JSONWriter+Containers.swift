import JSON

extension JSONWriter {
    /// Arrays of several dimensions become arrays of arrays.
    mutating func append(array cell: UnsafeRawBufferPointer, of element: PostgresType) throws(PostgresTypeError) {
        var cursor = try ArrayCursor(cell)
        guard cursor.dimensionCount > 0 else { return append(raw: "[]") }
        try append(dimension: 0, of: &cursor, element: element)
    }

    /// Goes as deep as the array has dimensions: six at most.
    private mutating func append(
        dimension: Int, of cursor: inout ArrayCursor, element: PostgresType
    ) throws(PostgresTypeError) {
        append(byte: UInt8(ascii: "["))
        for index in 0..<cursor.length(of: dimension) {
            if index > 0 { append(byte: UInt8(ascii: ",")) }
            if dimension + 1 < cursor.dimensionCount {
                try append(dimension: dimension + 1, of: &cursor, element: element)
            } else {
                try append(cell: cursor.next(), of: element)
            }
        }
        append(byte: UInt8(ascii: "]"))
    }

    mutating func append(composite cell: UnsafeRawBufferPointer, with fields: [CompositeField]) throws(PostgresTypeError) {
        var cursor = try CompositeCursor(cell)
        guard cursor.fieldCount == fields.count else { throw PostgresTypeError(.malformed) }
        append(byte: UInt8(ascii: "{"))
        for (index, field) in fields.enumerated() {
            if index > 0 { append(byte: UInt8(ascii: ",")) }
            append(string: field.name)
            append(byte: UInt8(ascii: ":"))
            try append(cell: cursor.next().bytes, of: field.type)
        }
        append(byte: UInt8(ascii: "}"))
    }

    /// `range_send`: flags, then the bounds that are there.
    mutating func append(range cell: UnsafeRawBufferPointer, of element: PostgresType) throws(PostgresTypeError) {
        var reader = ByteReader(cell)
        let flags = RangeFlags(rawValue: try reader.integer(UInt8.self))
        if flags.contains(.empty) { return append(raw: "{\"empty\":true}") }
        append(raw: "{\"lower\":")
        try append(cell: flags.contains(.lowerInfinite) ? nil : reader.cell(), of: element)
        append(raw: ",\"upper\":")
        try append(cell: flags.contains(.upperInfinite) ? nil : reader.cell(), of: element)
        append(raw: ",\"lowerInclusive\":")
        append(bool: flags.contains(.lowerInclusive))
        append(raw: ",\"upperInclusive\":")
        append(bool: flags.contains(.upperInclusive))
        append(byte: UInt8(ascii: "}"))
        try reader.end()
    }

    /// `multirange_send`: how many, then each range with its length.
    mutating func append(multirange cell: UnsafeRawBufferPointer, of element: PostgresType) throws(PostgresTypeError) {
        var reader = ByteReader(cell)
        let count = Int(try reader.integer(UInt32.self))
        guard count <= reader.count / 4 else { throw PostgresTypeError(.malformed) }
        append(byte: UInt8(ascii: "["))
        for index in 0..<count {
            if index > 0 { append(byte: UInt8(ascii: ",")) }
            guard let range = try reader.cell() else { throw PostgresTypeError(.malformed) }
            try append(range: range, of: element)
        }
        append(byte: UInt8(ascii: "]"))
    }

    private mutating func append(cell: UnsafeRawBufferPointer?, of type: PostgresType) throws(PostgresTypeError) {
        guard let cell else { return append(raw: "null") }
        try type.writeJSON(cell: cell, into: &self)
    }
}

/// The flags of a range on the wire (`rangetypes.h`).
struct RangeFlags: OptionSet {
    let rawValue: UInt8
    static let empty = RangeFlags(rawValue: 0x01)
    static let lowerInclusive = RangeFlags(rawValue: 0x02)
    static let upperInclusive = RangeFlags(rawValue: 0x04)
    static let lowerInfinite = RangeFlags(rawValue: 0x08)
    static let upperInfinite = RangeFlags(rawValue: 0x10)
}
