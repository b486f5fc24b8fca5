/// The fields of an object which its source writes straight from where their values lie, in runs, without being asked for each value.
///
/// A table of numbers: writing a row by it touches no reference, while a retained shape costs more than a cell, and many times that
/// when two threads retain the same one (1,000 rows of 8 cells on two event loops: 1,560 µs became 726).
public final class StraightFields: Sendable {
    public struct Entry: Sendable {
        /// How the value is written, by the source's own count; 0 for a field that is asked for like any other.
        public let kind: UInt8
        public let isNonNull: Bool
        /// Where the value lies.
        public let slot: Int32
        /// `,"key":` in `bytes`.
        @usableFromInline let key: Range<Int32>
        /// What else the kind needs, in `bytes`.
        public let extra: Range<Int32>
    }

    /// One for each field of the object, in order.
    public let entries: [Entry]
    @usableFromInline let bytes: [UInt8]

    /// - Parameter field: how a field is written: its kind, where its value lies, and what bytes the kind needs.
    package init?(_ fields: [FieldShape], _ field: (FieldShape) -> (kind: UInt8, slot: Int, extra: [UInt8])?) {
        var entries: [Entry] = []
        var bytes: [UInt8] = []
        entries.reserveCapacity(fields.count)
        bytes.reserveCapacity(fields.reduce(0) { $0 + $1.responseKey.utf8.count + 4 })
        func range(_ append: () -> Void) -> Range<Int32> {
            let start = Int32(bytes.count)
            append()
            return start..<Int32(bytes.count)
        }
        for shape in fields {
            let straight = field(shape) ?? (kind: 0, slot: 0, extra: [])
            entries.append(
                Entry(
                    kind: straight.kind, isNonNull: shape.nonNull[0], slot: Int32(straight.slot),
                    key: straight.kind == 0 ? 0..<0 : range { shape.appendKey(to: &bytes, behind: UInt8(ascii: ",")) },
                    extra: range { bytes += straight.extra }))
        }
        guard entries.contains(where: { $0.kind != 0 }) else { return nil }
        self.entries = entries
        self.bytes = bytes
    }

    /// `"key":` of a field, with a comma before it unless the field is the object's first.
    @inlinable public func withKey<Result>(of index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let key = entries[index].key
        return withBytes(index == 0 ? key.lowerBound + 1..<key.upperBound : key, body)
    }

    /// The bytes of a part of the table, for as long as `body` runs.
    @inlinable public func withBytes<Result>(_ range: Range<Int32>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[Int(range.lowerBound)..<Int(range.upperBound)])) }
    }
}
