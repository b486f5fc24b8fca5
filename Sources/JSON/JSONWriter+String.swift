extension JSONWriter {
    /// Writes UTF-8 text as a JSON string, with its quotes.
    public mutating func append(string text: UnsafeRawBufferPointer) {
        // At worst each byte becomes six (\u00XX); eight spare bytes let the scan store whole words.
        reserve(text.count &* 6 &+ 10)
        var out = UnsafeMutableRawPointer(base + used)
        out.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        out += 1
        if let start = text.baseAddress {
            var index = 0
            while index &+ 8 <= text.count {
                let word = (start + index).loadUnaligned(as: UInt64.self)
                if Self.needsNoEscape(word) {
                    out.storeBytes(of: word, as: UInt64.self)
                    out += 8
                } else {
                    for next in index..<(index &+ 8) { Self.escape(start.load(fromByteOffset: next, as: UInt8.self), to: &out) }
                }
                index &+= 8
            }
            while index < text.count {
                Self.escape(start.load(fromByteOffset: index, as: UInt8.self), to: &out)
                index &+= 1
            }
        }
        out.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        used = (out + 1) - UnsafeMutableRawPointer(base)
    }

    /// Writes a text as a JSON string, with its quotes.
    package mutating func append(string text: String) {
        var text = text
        text.withUTF8 { append(string: UnsafeRawBufferPointer($0)) }
    }

    /// Whether none of eight bytes is a quote, a backslash or a control character.
    ///
    /// `(x - 1) & ~x` has the high bit of the lowest zero byte of `x`; a borrow can mark a byte above it too, which merely sends
    /// the word to the slow path. Ordinary integers: `SIMD16` with `any()` was sixteen times slower.
    @inline(__always) private static func needsNoEscape(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        let controls = (word &- ones &* 0x20) & ~word
        let found = controls | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
        return found & 0x8080_8080_8080_8080 == 0
    }

    @inline(__always) private static func escape(_ byte: UInt8, to out: inout UnsafeMutableRawPointer) {
        if byte >= 0x20 && byte != 0x22 && byte != 0x5C {
            out.storeBytes(of: byte, as: UInt8.self)
            out += 1
            return
        }
        let letter: UInt8
        switch byte {
        case 0x22, 0x5C: letter = byte
        case 0x0A: letter = UInt8(ascii: "n")
        case 0x0D: letter = UInt8(ascii: "r")
        case 0x09: letter = UInt8(ascii: "t")
        case 0x08: letter = UInt8(ascii: "b")
        case 0x0C: letter = UInt8(ascii: "f")
        default: letter = UInt8(ascii: "u")
        }
        out.storeBytes(of: UInt8(ascii: "\\"), as: UInt8.self)
        out.storeBytes(of: letter, toByteOffset: 1, as: UInt8.self)
        out += 2
        guard letter == UInt8(ascii: "u") else { return }
        let low = byte & 15
        out.storeBytes(of: 0x3030, as: UInt16.self)
        out.storeBytes(of: UInt8(ascii: "0") + (byte >> 4), toByteOffset: 2, as: UInt8.self)
        out.storeBytes(of: low + (low < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10), toByteOffset: 3, as: UInt8.self)
        out += 4
    }
}
