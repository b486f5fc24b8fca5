import JSON

extension JSONWriter {
    /// Sixteen bytes as `8-4-4-4-12` hexadecimal digits.
    mutating func append(uuid cell: UnsafeRawBufferPointer) throws(PostgresTypeError) {
        guard cell.count == 16 else { throw PostgresTypeError(.malformed) }
        append(upTo: 38) { start in
            var out = DigitWriter(start)
            out.append(UInt8(ascii: "\""))
            for index in 0..<16 {
                if index == 4 || index == 6 || index == 8 || index == 10 { out.append(UInt8(ascii: "-")) }
                out.append(hex: cell[index])
            }
            out.append(UInt8(ascii: "\""))
            return out.count
        }
    }

    /// Bytes with colons between: `08:00:2b:01:02:03`.
    mutating func append(hardwareAddress cell: UnsafeRawBufferPointer) throws(PostgresTypeError) {
        guard cell.count == 6 else { throw PostgresTypeError(.malformed) }
        append(upTo: 19) { start in
            var out = DigitWriter(start)
            out.append(UInt8(ascii: "\""))
            for index in 0..<6 {
                if index > 0 { out.append(UInt8(ascii: ":")) }
                out.append(hex: cell[index])
            }
            out.append(UInt8(ascii: "\""))
            return out.count
        }
    }

    /// Base64 with the standard alphabet and padding (RFC 4648, section 4).
    mutating func append(base64 cell: UnsafeRawBufferPointer) {
        append(upTo: (cell.count + 2) / 3 * 4 + 2) { start in
            var out = DigitWriter(start)
            out.append(UInt8(ascii: "\""))
            var index = 0
            while index < cell.count {
                let left = cell.count - index
                let bits =
                    Int(cell[index]) << 16 | (left > 1 ? Int(cell[index + 1]) << 8 : 0) | (left > 2 ? Int(cell[index + 2]) : 0)
                out.append(Base64.digit(bits >> 18))
                out.append(Base64.digit(bits >> 12))
                out.append(left > 1 ? Base64.digit(bits >> 6) : UInt8(ascii: "="))
                out.append(left > 2 ? Base64.digit(bits) : UInt8(ascii: "="))
                index += 3
            }
            out.append(UInt8(ascii: "\""))
            return out.count
        }
    }

    /// `jsonb_send`: a version, which is 1, and the text.
    mutating func append(jsonb cell: UnsafeRawBufferPointer) throws(PostgresTypeError) {
        guard cell.first == 1 else { throw PostgresTypeError(.malformed) }
        append(raw: UnsafeRawBufferPointer(rebasing: cell[1...]))
    }
}

enum Base64 {
    private static let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    static func digit(_ bits: Int) -> UInt8 { alphabet.utf8Start[bits & 63] }
}

extension DigitWriter {
    /// Two hexadecimal digits, lower case.
    mutating func append(hex byte: UInt8) {
        append(hexDigit: byte >> 4)
        append(hexDigit: byte & 15)
    }

    mutating func append(hexDigit value: UInt8) {
        append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value)
    }
}
