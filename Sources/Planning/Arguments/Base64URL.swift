/// Base64 with the URL alphabet and no padding (RFC 4648, section 5).
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: length(of: bytes)) { text, count in
            count = text.baseAddress.map { encode(bytes, to: $0) } ?? 0
        }
    }

    /// How long the text of these bytes is.
    package static func length(of bytes: [UInt8]) -> Int { (bytes.count * 4 + 2) / 3 }

    /// Writes the text of these bytes where there is room for its length, which it returns.
    package static func encode(_ bytes: [UInt8], to text: UnsafeMutablePointer<UInt8>) -> Int {
        var (index, end) = (0, 0)
        while index < bytes.count {
            let left = bytes.count - index
            let group =
                UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0) | (left > 2 ? UInt32(bytes[index + 2]) : 0)
            text[end] = alphabet[Int(group >> 18)]
            text[end + 1] = alphabet[Int(group >> 12 & 63)]
            if left > 1 { text[end + 2] = alphabet[Int(group >> 6 & 63)] }
            if left > 2 { text[end + 3] = alphabet[Int(group & 63)] }
            end += min(left, 3) + 1
            index += 3
        }
        return end
    }

    /// Returns the bytes; nil for text that `encode` does not write.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var group: UInt32 = 0
        var bits = 0
        for character in text {
            let value = values[Int(character)]
            guard value != 0xFF else { return nil }
            group = group << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
                group &= (1 << UInt32(bits)) - 1
            }
        }
        return group == 0 ? bytes : nil
    }
}
