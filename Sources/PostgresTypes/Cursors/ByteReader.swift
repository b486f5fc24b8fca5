/// Reads network-order values out of bytes it borrows; never past their end.
struct ByteReader {
    private var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

    var count: Int { rest.count }

    @inline(__always)
    mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) throws(PostgresTypeError) -> Value {
        let size = MemoryLayout<Value>.size
        guard rest.count >= size else { throw PostgresTypeError(.malformed) }
        let value = Value(bigEndian: rest.loadUnaligned(as: Value.self))
        rest = UnsafeRawBufferPointer(rebasing: rest[size...])
        return value
    }

    @inline(__always)
    mutating func bytes(_ count: Int) throws(PostgresTypeError) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= rest.count else { throw PostgresTypeError(.malformed) }
        defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
        return UnsafeRawBufferPointer(rebasing: rest[..<count])
    }

    /// A length of four bytes and that many bytes; length −1 is NULL.
    @inline(__always)
    mutating func cell() throws(PostgresTypeError) -> UnsafeRawBufferPointer? {
        let length = try integer(Int32.self)
        return length == -1 ? nil : try bytes(Int(length))
    }

    func end() throws(PostgresTypeError) {
        guard rest.isEmpty else { throw PostgresTypeError(.malformed) }
    }
}

extension UnsafeRawBufferPointer {
    /// The only value in these bytes.
    @inline(__always)
    func whole<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) throws(PostgresTypeError) -> Value {
        guard count == MemoryLayout<Value>.size else { throw PostgresTypeError(.malformed) }
        return Value(bigEndian: loadUnaligned(as: Value.self))
    }
}
