/// Parameters in binary form, straight from Swift values.
package enum BinaryParameter {
    package static func bool(_ value: Bool) -> [UInt8] { [value ? 1 : 0] }

    /// `bigint`
    package static func int8(_ value: Int64) -> [UInt8] { bytes(of: value) }

    /// `integer`
    package static func int4(_ value: Int32) -> [UInt8] { bytes(of: value) }

    /// `text` and all that shares its form. The server refuses U+0000.
    package static func text(_ value: String) -> [UInt8] { [UInt8](value.utf8) }

    /// `bigint[]`
    package static func int8Array(_ values: [Int64]) -> [UInt8] {
        array(of: TypeOID.int8, values.map { int8($0) })
    }

    /// `text[]`
    package static func textArray(_ values: [String]) -> [UInt8] {
        array(of: TypeOID.text, values.map { text($0) })
    }

    /// `boolean[]`
    package static func boolArray(_ values: [Bool]) -> [UInt8] {
        array(of: TypeOID.bool, values.map { bool($0) })
    }

    /// An array of one dimension whose elements are in binary form; nil is NULL.
    package static func array(of elementOID: UInt32, _ elements: [[UInt8]?]) -> [UInt8] {
        array(of: elementOID, dimensions: elements.isEmpty ? [] : [elements.count], elements)
    }

    /// `array_recv`: dimensions, has it NULLs, type; length and lower bound of each dimension; elements.
    static func array(of elementOID: UInt32, dimensions: [Int], _ elements: [[UInt8]?]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(12 + dimensions.count * 8 + elements.reduce(0) { $0 + 4 + ($1?.count ?? 0) })
        out.append(bigEndian: Int32(dimensions.count))
        out.append(bigEndian: Int32(elements.contains { $0 == nil } ? 1 : 0))
        out.append(bigEndian: elementOID)
        for dimension in dimensions {
            out.append(bigEndian: Int32(clamping: dimension))
            out.append(bigEndian: Int32(1))
        }
        for element in elements { out.append(cell: element) }
        return out
    }

    static func bytes<Value: FixedWidthInteger>(of value: Value) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { [UInt8]($0) }
    }
}

extension [UInt8] {
    mutating func append<Value: FixedWidthInteger>(bigEndian value: Value) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// A length and the bytes; −1 for NULL.
    mutating func append(cell: [UInt8]?) {
        guard let cell else { return append(bigEndian: Int32(-1)) }
        append(bigEndian: Int32(clamping: cell.count))
        append(contentsOf: cell)
    }
}
