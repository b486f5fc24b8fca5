extension Lexer {
    /// A character as error messages show it: printable ASCII in quotes, anything else as `U+0041`, the end as `<EOF>`.
    func describeCharacter(at index: Int) -> String {
        guard let first = byte(at: index) else { return "<EOF>" }
        if (0x20...0x7E).contains(first) { return "\"\(Unicode.Scalar(first))\"" }
        let digits = String(scalar(at: index), radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    /// The next `count` characters of the source, fewer at its end.
    func excerpt(from start: Int, characters count: Int) -> String {
        var end = start
        for _ in 0..<count where end < bytes.count {
            end += 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        }
        return text(from: start, to: end)
    }

    /// The code point that begins at `index`; the byte itself where the source is not UTF-8.
    private func scalar(at index: Int) -> UInt32 {
        let character = excerpt(from: index, characters: 1).unicodeScalars.first
        guard let character, character != "\u{FFFD}" else { return UInt32(bytes[index]) }
        return character.value
    }
}
