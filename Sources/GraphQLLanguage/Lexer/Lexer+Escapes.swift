extension Lexer {
    /// An escape sequence: the character it stands for and the bytes it takes, backslash included.
    struct Escape {
        let scalar: Unicode.Scalar
        let length: Int
    }

    // EscapedCharacter :: one of `"` `\` `/` b f n r t
    func escape(at start: Int) throws(SyntaxError) -> Escape {
        switch byte(at: start + 1) {
        case UInt8(ascii: "\""): Escape(scalar: "\"", length: 2)
        case UInt8(ascii: "\\"): Escape(scalar: "\\", length: 2)
        case UInt8(ascii: "/"): Escape(scalar: "/", length: 2)
        case UInt8(ascii: "b"): Escape(scalar: "\u{8}", length: 2)
        case UInt8(ascii: "f"): Escape(scalar: "\u{C}", length: 2)
        case UInt8(ascii: "n"): Escape(scalar: "\n", length: 2)
        case UInt8(ascii: "r"): Escape(scalar: "\r", length: 2)
        case UInt8(ascii: "t"): Escape(scalar: "\t", length: 2)
        case UInt8(ascii: "u"): try byte(at: start + 2) == UInt8(ascii: "{") ? bracedUnicode(at: start) : fixedUnicode(at: start)
        default:
            throw SyntaxError("Invalid character escape sequence: \"\(excerpt(from: start, characters: 2))\".", at: start)
        }
    }

    // EscapedUnicode ::
    //   - `{` HexDigit+ `}`
    //   - HexDigit HexDigit HexDigit HexDigit [lookahead != HexDigit]
    private func bracedUnicode(at start: Int) throws(SyntaxError) -> Escape {
        var point: UInt32 = 0
        var length = 3
        // Eight digits at most, so that the sum cannot overflow. More leading zeros than that, which the grammar allows, are refused as the
        // reference implementation refuses them.
        while length < 12, let byte = byte(at: start + length) {
            length += 1
            if byte == UInt8(ascii: "}") {
                guard length > 4, let scalar = Unicode.Scalar(point) else { break }
                return Escape(scalar: scalar, length: length)
            }
            guard let digit = byte.hexadecimalValue else { break }
            point = point << 4 | digit
        }
        throw SyntaxError("Invalid Unicode escape sequence: \"\(excerpt(from: start, characters: length))\".", at: start)
    }

    private func fixedUnicode(at start: Int) throws(SyntaxError) -> Escape {
        if let lead = codeUnit(at: start + 2) {
            if let scalar = Unicode.Scalar(lead) { return Escape(scalar: scalar, length: 6) }
            // A surrogate pair is legal in this form only, lead before trail.
            if lead < 0xDC00, byte(at: start + 6) == UInt8(ascii: "\\"), byte(at: start + 7) == UInt8(ascii: "u"),
                let trail = codeUnit(at: start + 8), (0xDC00...0xDFFF).contains(trail),
                let scalar = Unicode.Scalar(0x10000 + ((lead - 0xD800) << 10 | (trail - 0xDC00)))
            {
                return Escape(scalar: scalar, length: 12)
            }
        }
        throw SyntaxError("Invalid Unicode escape sequence: \"\(excerpt(from: start, characters: 6))\".", at: start)
    }

    private func codeUnit(at start: Int) -> UInt32? {
        var unit: UInt32 = 0
        for index in start..<start + 4 {
            guard let digit = byte(at: index)?.hexadecimalValue else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }
}
