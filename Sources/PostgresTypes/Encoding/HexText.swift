/// Reads bytes written as hexadecimal digits.
enum HexText {
    /// Sixteen bytes, as `8-4-4-4-12` or without any hyphen.
    static func uuid(_ text: String) throws(PostgresTypeError) -> [UInt8] {
        let bytes = Array(text.utf8)
        if bytes.count == 36 {
            for place in [8, 13, 18, 23] where bytes[place] != UInt8(ascii: "-") { throw PostgresTypeError(.invalidText) }
        }
        guard bytes.count == 36 || bytes.count == 32 else { throw PostgresTypeError(.invalidText) }
        let digits = bytes.filter { $0 != UInt8(ascii: "-") }
        guard digits.count == 32 else { throw PostgresTypeError(.invalidText) }
        return try pairs(digits)
    }

    /// Six bytes with colons or hyphens between.
    static func hardwareAddress(_ text: String) throws(PostgresTypeError) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.count == 17 else { throw PostgresTypeError(.invalidText) }
        let separator = bytes[2]
        guard separator == UInt8(ascii: ":") || separator == UInt8(ascii: "-") else { throw PostgresTypeError(.invalidText) }
        var digits: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if index % 3 != 2 { digits.append(byte) } else if byte != separator { throw PostgresTypeError(.invalidText) }
        }
        return try pairs(digits)
    }

    private static func pairs(_ digits: [UInt8]) throws(PostgresTypeError) -> [UInt8] {
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[start]), let low = value(digits[start + 1]) else { throw PostgresTypeError(.invalidText) }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// What a hexadecimal digit is worth.
    static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Base64 {
    /// The bytes of a base64 text with the standard alphabet and padding; nothing else may be in it.
    static func decode(_ text: String) throws(PostgresTypeError) -> [UInt8] {
        var digits = Array(text.utf8)
        guard digits.count % 4 == 0 else { throw PostgresTypeError(.invalidText) }
        var padding = 0
        while padding < 2, digits.last == UInt8(ascii: "=") {
            digits.removeLast()
            padding += 1
        }
        var (bits, width) = (0, 0)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count * 3 / 4)
        for digit in digits {
            guard let value = value(digit) else { throw PostgresTypeError(.invalidText) }
            (bits, width) = ((bits << 6 | value) & 0xFFFF, width + 6)
            if width >= 8 {
                width -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> width))
            }
        }
        // What is left over must be zero: one value, one text.
        guard bits & (1 << width - 1) == 0 else { throw PostgresTypeError(.invalidText) }
        return bytes
    }

    private static func value(_ digit: UInt8) -> Int? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(digit - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(digit - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
