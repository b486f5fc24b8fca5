/// Cuts GraphQL source into tokens. Borrows the bytes; allocates nothing unless it fails.
///
/// Bytes that are not UTF-8 can stand in strings and comments only, and read as U+FFFD there.
package struct Lexer: ~Escapable {
    let bytes: Span<UInt8>
    /// Byte offset after the token returned last.
    package internal(set) var position: Int

    @_lifetime(copy bytes)
    package init(_ bytes: Span<UInt8>, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// Returns the next significant token; `endOfFile` for ever once the source is spent.
    @_lifetime(self: copy self)
    package mutating func next() throws(SyntaxError) -> Token {
        skipIgnored()
        let start = position
        guard start < bytes.count else { return Token(.endOfFile, from: start, to: start) }
        let token: Token
        switch bytes[start] {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): token = name(from: start)
        case UInt8(ascii: "{"): token = Token(.braceL, from: start, to: start + 1)
        case UInt8(ascii: "}"): token = Token(.braceR, from: start, to: start + 1)
        case UInt8(ascii: ":"): token = Token(.colon, from: start, to: start + 1)
        case UInt8(ascii: "("): token = Token(.parenL, from: start, to: start + 1)
        case UInt8(ascii: ")"): token = Token(.parenR, from: start, to: start + 1)
        case UInt8(ascii: "$"): token = Token(.dollar, from: start, to: start + 1)
        case UInt8(ascii: "!"): token = Token(.bang, from: start, to: start + 1)
        case UInt8(ascii: "@"): token = Token(.at, from: start, to: start + 1)
        case UInt8(ascii: "["): token = Token(.bracketL, from: start, to: start + 1)
        case UInt8(ascii: "]"): token = Token(.bracketR, from: start, to: start + 1)
        case UInt8(ascii: "="): token = Token(.equals, from: start, to: start + 1)
        case UInt8(ascii: "|"): token = Token(.pipe, from: start, to: start + 1)
        case UInt8(ascii: "&"): token = Token(.ampersand, from: start, to: start + 1)
        case UInt8(ascii: "."): token = try spread(from: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): token = try number(from: start)
        case UInt8(ascii: "\""): token = try isBlockQuote(at: start) ? blockString(from: start) : string(from: start)
        case UInt8(ascii: "'"):
            throw SyntaxError("Unexpected single quote character ('), did you mean to use a double quote (\")?", at: start)
        default: throw SyntaxError("Unexpected character: \(describeCharacter(at: start)).", at: start)
        }
        position = Int(token.end)
        return token
    }

    // Ignored ::
    //   - UnicodeBOM
    //   - Whitespace
    //   - LineTerminator
    //   - Comment
    //   - Comma
    @_lifetime(self: copy self)
    private mutating func skipIgnored() {
        var index = position
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                index += 1
            case UInt8(ascii: "#"):
                repeat { index += 1 } while index < bytes.count && !bytes[index].isLineTerminator
            case 0xEF where index + 2 < bytes.count && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF:
                index += 3
            default:
                position = index
                return
            }
        }
        position = index
    }

    // Name ::
    //   - NameStart NameContinue* [lookahead != NameContinue]
    private func name(from start: Int) -> Token {
        var index = start + 1
        while index < bytes.count, bytes[index].isNameContinue { index += 1 }
        return Token(.name, from: start, to: index)
    }

    private func spread(from start: Int) throws(SyntaxError) -> Token {
        guard byte(at: start + 1) == UInt8(ascii: ".") else {
            var end = start + 1
            while end < bytes.count, bytes[end].isDigit { end += 1 }
            guard end > start + 1 else { throw SyntaxError("Unexpected character: \".\".", at: start) }
            let digits = text(from: start + 1, to: end)
            throw SyntaxError("Invalid number, expected digit before \".\", did you mean \"0.\(digits)\"?", at: start)
        }
        guard byte(at: start + 2) == UInt8(ascii: ".") else {
            throw SyntaxError("Unexpected \"..\", did you mean \"...\"?", at: start)
        }
        return Token(.spread, from: start, to: start + 3)
    }

    func byte(at index: Int) -> UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    func text(from start: Int, to end: Int) -> String {
        bytes.extracting(start..<min(end, bytes.count)).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
