/// Walks the fields of a composite value or of a `ROW(…)` in binary form. Borrows the bytes; allocates nothing; never leaves them.
package struct CompositeCursor {
    /// How many fields the value has.
    package let fieldCount: Int
    private var reader: ByteReader

    /// - Throws: `malformed` when the bytes are no composite value.
    package init(_ bytes: UnsafeRawBufferPointer) throws(PostgresTypeError) {
        reader = ByteReader(bytes)
        let count = try reader.integer(Int32.self)
        // Every field takes eight bytes at least.
        guard count >= 0, Int(count) <= reader.count / 8 else { throw PostgresTypeError(.malformed) }
        fieldCount = Int(count)
    }

    /// The next field. To be called `fieldCount` times at most.
    @inline(__always)
    package mutating func next() throws(PostgresTypeError) -> Field {
        let oid = try reader.integer(UInt32.self)
        return Field(oid: oid, bytes: try reader.cell())
    }

    /// One field: its type, and its bytes, or nil for NULL.
    package struct Field {
        package let oid: UInt32
        package let bytes: UnsafeRawBufferPointer?
    }
}
