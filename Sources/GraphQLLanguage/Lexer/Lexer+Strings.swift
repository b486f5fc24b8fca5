extension Lexer {
    // StringValue ::
    //   - `"` `"` [lookahead != `"`]
    //   - `"` StringCharacter+ `"`
    //   - BlockString
    //
    // StringCharacter ::
    //   - SourceCharacter but not `"` or `\` or LineTerminator
    //   - `\u` EscapedUnicode
    //   - `\` EscapedCharacter
    func string(from start: Int) throws(SyntaxError) -> Token {
        var index = start + 1
        var hasEscapes = false
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                return Token(.string, from: start, to: index + 1, hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                index += try escape(at: index).length
            case 0x0A, 0x0D:
                throw SyntaxError("Unterminated string.", at: index)
            default:
                index += 1
            }
        }
        throw SyntaxError("Unterminated string.", at: index)
    }

    // BlockString ::
    //   - `"""` BlockStringCharacter* `"""`
    //
    // BlockStringCharacter ::
    //   - SourceCharacter but not `"""` or `\"""`
    //   - `\"""`
    func blockString(from start: Int) throws(SyntaxError) -> Token {
        var index = start + 3
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\""), isBlockQuote(at: index) {
                return Token(.blockString, from: start, to: index + 3)
            }
            index += bytes[index] == UInt8(ascii: "\\") && isBlockQuote(at: index + 1) ? 4 : 1
        }
        throw SyntaxError("Unterminated string.", at: index)
    }

    func isBlockQuote(at index: Int) -> Bool {
        index + 2 < bytes.count && bytes[index] == UInt8(ascii: "\"") && bytes[index + 1] == UInt8(ascii: "\"")
            && bytes[index + 2] == UInt8(ascii: "\"")
    }
}
