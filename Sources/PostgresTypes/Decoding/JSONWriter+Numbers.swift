import JSON

extension JSONWriter {
    /// GraphQL's Int ends at 32 bits and JavaScript's numbers at 53: longer ones travel as strings.
    @inline(__always)
    mutating func append(bigInt value: Int64) {
        append(byte: UInt8(ascii: "\""))
        append(int64: value)
        append(byte: UInt8(ascii: "\""))
    }

    /// The shortest text that reads back as the same single-precision number.
    mutating func append(float value: Float) {
        guard value.isFinite else { return append(raw: "null") }
        var text = value.description
        if text.hasSuffix(".0") { text.removeLast(2) }
        text.withUTF8 { append(raw: UnsafeRawBufferPointer($0)) }
    }

    /// `numeric_send`: count of digits, weight of the first, sign, scale; then digits of base 10000.
    mutating func append(numeric cell: UnsafeRawBufferPointer) throws(PostgresTypeError) {
        var reader = ByteReader(cell)
        let count = Int(try reader.integer(UInt16.self))
        let weight = Int(try reader.integer(Int16.self))
        let sign = try reader.integer(UInt16.self)
        let scale = Int(try reader.integer(UInt16.self))
        switch sign {
        case NumericSign.positive, NumericSign.negative: break
        case NumericSign.notANumber: return append(raw: "\"NaN\"")
        case NumericSign.infinity: return append(raw: "\"Infinity\"")
        case NumericSign.negativeInfinity: return append(raw: "\"-Infinity\"")
        default: throw PostgresTypeError(.malformed)
        }
        let digits = try reader.bytes(count * 2)
        try reader.end()
        // A weight is at most 32767 and a scale at most 65535, so that the text stays below 200 KB.
        append(upTo: (max(weight, 0) + 1) * 4 + scale + 12) { start in
            var out = DigitWriter(start)
            out.append(UInt8(ascii: "\""))
            if sign == NumericSign.negative { out.append(UInt8(ascii: "-")) }
            func digit(_ index: Int) -> Int {
                guard 0..<count ~= index else { return 0 }
                return Int(UInt16(bigEndian: digits.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self))) % 10_000
            }
            if weight < 0 {
                out.append(UInt8(ascii: "0"))
            } else {
                out.append(unpadded: digit(0))
                for index in 1..<(weight + 1) { out.append(digit(index), width: 4) }
            }
            if scale > 0 {
                out.append(UInt8(ascii: "."))
                var (left, index) = (scale, weight + 1)
                while left >= 4 {
                    out.append(digit(index), width: 4)
                    (left, index) = (left - 4, index + 1)
                }
                if left > 0 { out.append(digit(index) / [1000, 100, 10][left - 1], width: left) }
            }
            out.append(UInt8(ascii: "\""))
            return out.count
        }
    }
}

/// The signs of `numeric` on the wire (`numeric.c`).
enum NumericSign {
    static let positive: UInt16 = 0x0000
    static let negative: UInt16 = 0x4000
    static let notANumber: UInt16 = 0xC000
    static let infinity: UInt16 = 0xD000
    static let negativeInfinity: UInt16 = 0xF000
}
