/// The fields of an object which its source writes straight from where their values lie, in runs, without being asked for each value.
///
/// A table of numbers: writing a row by it touches no reference, while a retained shape costs more than a cell, and many times that
/// when two threads retain the same one (1,000 rows of 8 cells on two event loops: 1,560 µs became 726).
///
/// An object within the object, all of whose fields are straight, is in the table too: an entry that opens it, its fields', and one that closes it.
public final class StraightFields: Sendable {
    public struct Entry: Sendable {
        /// How the value is written, by the source's own count, or one of the kinds below.
        public let kind: UInt8
        public let isNonNull: Bool
        /// Where the value lies; of an object, what is null where there is none.
        public let slot: Int32
        /// Which field of the object it is; -1 within an object inside it.
        public let field: Int32
        /// How many entries the field takes: more than one where it is an object.
        public let length: Int32
        /// `,"key":` in `bytes`, without the comma where the field is the first of its object.
        public let key: Range<Int32>
        /// What else the kind needs, in `bytes`.
        public let extra: Range<Int32>
    }

    /// How a field is written.
    package enum Field {
        /// By the source: its kind, where its value lies, and what bytes the kind needs.
        case value(kind: UInt8, slot: Int, extra: [UInt8] = [])
        /// As an object of the same row, by its table; it is there where what lies in the slot is not null.
        case object(StraightFields, slot: Int)
    }

    /// The kind of a field that is asked for like any other.
    @inlinable public static var askedKind: UInt8 { 0 }
    /// The kind of an entry that opens an object, and of one that closes it.
    @inlinable public static var objectKind: UInt8 { 254 }
    @inlinable public static var endKind: UInt8 { 255 }

    /// Those of each field of the object, in order.
    public let entries: [Entry]
    /// Where each field's entries begin; behind them, where they end.
    @usableFromInline let starts: [Int32]
    @usableFromInline let bytes: [UInt8]
    /// Whether no field has to be asked for.
    package let isWhole: Bool

    /// - Parameter field: how a field is written; nil for one that is asked for.
    package init?(_ fields: [FieldShape], _ field: (FieldShape) -> Field?) {
        var table = Table()
        for (index, shape) in fields.enumerated() { table.append(shape, at: Int32(index), field(shape)) }
        guard table.entries.contains(where: { $0.kind != Self.askedKind }) else { return nil }
        self.entries = table.entries
        self.starts = table.starts + [Int32(table.entries.count)]
        self.bytes = table.bytes
        self.isWhole = !table.entries.contains { $0.kind == Self.askedKind }
    }

    /// How many fields the object has.
    @inlinable public var count: Int { starts.count - 1 }

    /// Where a field's entries begin.
    @inlinable public func start(of field: Int) -> Int { Int(starts[field]) }

    /// The bytes of a part of the table, for as long as `body` runs.
    @inlinable public func withBytes<Result>(_ range: Range<Int32>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[Int(range.lowerBound)..<Int(range.upperBound)])) }
    }
}

extension StraightFields {
    /// A table as it is made.
    private struct Table {
        var entries: [Entry] = []
        var starts: [Int32] = []
        var bytes: [UInt8] = []

        mutating func append(_ shape: FieldShape, at index: Int32, _ field: Field?) {
            starts.append(Int32(entries.count))
            func entry(_ kind: UInt8, _ slot: Int, length: Int = 1, key: Range<Int32>, extra: Range<Int32> = 0..<0) -> Entry {
                Entry(
                    kind: kind, isNonNull: shape.nonNull[0], slot: Int32(slot), field: index, length: Int32(length), key: key, extra: extra)
            }
            switch field {
            case nil:
                entries.append(entry(askedKind, 0, key: 0..<0))
            case .value(let kind, let slot, let extra):
                let key = range { shape.appendKey(to: &$0, behind: index == 0 ? nil : UInt8(ascii: ",")) }
                entries.append(entry(kind, slot, key: key, extra: range { $0 += extra }))
            case .object(let table, let slot):
                let key = range { shape.appendKey(to: &$0, behind: index == 0 ? nil : UInt8(ascii: ",")) }
                entries.append(entry(objectKind, slot, length: table.entries.count + 2, key: key))
                let offset = Int32(bytes.count)
                bytes += table.bytes
                for inner in table.entries { entries.append(inner.within(offset)) }
                entries.append(Entry(kind: endKind, isNonNull: true, slot: 0, field: -1, length: 1, key: 0..<0, extra: 0..<0))
            }
        }

        private mutating func range(_ append: (inout [UInt8]) -> Void) -> Range<Int32> {
            let start = Int32(bytes.count)
            append(&bytes)
            return start..<Int32(bytes.count)
        }
    }
}

extension StraightFields.Entry {
    /// The same of an object inside another, whose bytes begin at an offset.
    fileprivate func within(_ offset: Int32) -> Self {
        func moved(_ range: Range<Int32>) -> Range<Int32> { range.lowerBound + offset..<range.upperBound + offset }
        return Self(kind: kind, isNonNull: isNonNull, slot: slot, field: -1, length: length, key: moved(key), extra: moved(extra))
    }
}
