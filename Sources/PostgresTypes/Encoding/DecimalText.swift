/// A decimal number of any length, from its text to `numeric`'s digits of base 10000. Nothing is lost on the way.
struct DecimalText {
    private var negative = false
    /// The decimal digits without leading zeros; the last `scale` of them stand behind the point.
    private var digits: [UInt8] = []
    private var scale = 0
    private var special: UInt16?

    /// PostgreSQL's own bounds for digits before and behind the point.
    private static let longestWhole = 131_072
    private static let longestFraction = 16_383

    // number = [ sign ] digits [ . digits ] [ e [ sign ] digits ] / NaN / [ sign ] Infinity
    init(_ text: String) throws(PostgresTypeError) {
        switch text {
        case "NaN": special = NumericSign.notANumber
        case "Infinity": special = NumericSign.infinity
        case "-Infinity": special = NumericSign.negativeInfinity
        default: try read(text)
        }
    }

    private mutating func read(_ text: String) throws(PostgresTypeError) {
        var sawPoint = false
        var sawDigit = false
        var exponent = 0
        var bytes = Array(text.utf8)[...]
        guard bytes.count <= Self.longestWhole + Self.longestFraction + 32 else { throw PostgresTypeError(.outOfRange) }
        if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            negative = first == UInt8(ascii: "-")
            bytes.removeFirst()
        }
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                sawDigit = true
                if sawPoint { scale += 1 }
                if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte - UInt8(ascii: "0")) }
            case UInt8(ascii: ".") where !sawPoint: sawPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard sawDigit, let power = Int(String(decoding: bytes, as: UTF8.self)) else { throw PostgresTypeError(.invalidText) }
                guard abs(power) <= Self.longestWhole else { throw PostgresTypeError(.outOfRange) }
                exponent = power
                bytes = []
            default: throw PostgresTypeError(.invalidText)
            }
        }
        guard sawDigit else { throw PostgresTypeError(.invalidText) }
        try shift(by: exponent)
    }

    private mutating func shift(by exponent: Int) throws(PostgresTypeError) {
        scale -= exponent
        if scale < 0 {
            if !digits.isEmpty { digits.append(contentsOf: repeatElement(0, count: -scale)) }
            scale = 0
        }
        guard digits.count - scale <= Self.longestWhole, scale <= Self.longestFraction else { throw PostgresTypeError(.outOfRange) }
    }

    /// `numeric_recv`
    var binary: [UInt8] {
        if let special { return Self.header(count: 0, weight: 0, sign: special, scale: 0) }
        // Zeros in front and behind until the point stands between two groups of four.
        let fractionGroups = (scale + 3) / 4
        let whole = max(digits.count - scale, 0)
        let wholeGroups = (whole + 3) / 4
        var padded = [UInt8](repeating: 0, count: (wholeGroups + fractionGroups) * 4 - (fractionGroups * 4 - scale) - digits.count)
        padded += digits
        padded += [UInt8](repeating: 0, count: fractionGroups * 4 - scale)
        var groups: [Int16] = []
        for start in stride(from: 0, to: padded.count, by: 4) {
            groups.append(padded[start..<start + 4].reduce(0) { $0 * 10 + Int16($1) })
        }
        let leading = groups.prefix { $0 == 0 }.count
        let significant = groups[leading...].reversed().drop { $0 == 0 }.reversed()
        let isZero = significant.isEmpty
        var out = Self.header(
            count: significant.count, weight: isZero ? 0 : wholeGroups - 1 - leading,
            sign: negative && !isZero ? NumericSign.negative : NumericSign.positive, scale: scale)
        for group in significant { out.append(bigEndian: group) }
        return out
    }

    private static func header(count: Int, weight: Int, sign: UInt16, scale: Int) -> [UInt8] {
        var out: [UInt8] = []
        out.append(bigEndian: UInt16(truncatingIfNeeded: count))
        out.append(bigEndian: Int16(truncatingIfNeeded: weight))
        out.append(bigEndian: sign)
        out.append(bigEndian: UInt16(truncatingIfNeeded: scale))
        return out
    }
}
