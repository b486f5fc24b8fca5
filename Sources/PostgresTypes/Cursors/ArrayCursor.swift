/// Walks the elements of an array in binary form, in storage order. Borrows the bytes; allocates nothing; never leaves them.
package struct ArrayCursor {
    /// How many elements there are, over all dimensions.
    package let count: Int
    /// The type of the elements.
    package let elementOID: UInt32
    /// 0 for an empty array, otherwise 1 to 6.
    package let dimensionCount: Int
    private let dimensions: UnsafeRawBufferPointer
    private var reader: ByteReader

    /// PostgreSQL's own limit (`MAXDIM`).
    private static let dimensionLimit = 6

    /// - Throws: `malformed` when the bytes are no array.
    package init(_ bytes: UnsafeRawBufferPointer) throws(PostgresTypeError) {
        reader = ByteReader(bytes)
        let dimensionCount = Int(try reader.integer(Int32.self))
        guard 0...Self.dimensionLimit ~= dimensionCount else { throw PostgresTypeError(.malformed) }
        _ = try reader.integer(Int32.self)
        elementOID = try reader.integer(UInt32.self)
        dimensions = try reader.bytes(dimensionCount * 8)
        self.dimensionCount = dimensionCount
        var count = dimensionCount == 0 ? 0 : 1
        for dimension in 0..<dimensionCount {
            let length = Int(Int32(bigEndian: dimensions.loadUnaligned(fromByteOffset: dimension * 8, as: Int32.self)))
            let (product, overflow) = count.multipliedReportingOverflow(by: length)
            // An empty array has no dimensions at all; an empty one beside a long one would be walked for nothing.
            guard length > 0, !overflow else { throw PostgresTypeError(.malformed) }
            count = product
        }
        // Every element takes four bytes at least: a count that promises more is a lie.
        guard count <= reader.count / 4 else { throw PostgresTypeError(.malformed) }
        self.count = count
    }

    /// How many elements one dimension has, the outermost being 0.
    package func length(of dimension: Int) -> Int {
        guard 0..<dimensionCount ~= dimension else { return 0 }
        return Int(Int32(bigEndian: dimensions.loadUnaligned(fromByteOffset: dimension * 8, as: Int32.self)))
    }

    /// The bytes of the next element, nil for NULL. To be called `count` times at most.
    @inline(__always)
    package mutating func next() throws(PostgresTypeError) -> UnsafeRawBufferPointer? {
        try reader.cell()
    }
}
