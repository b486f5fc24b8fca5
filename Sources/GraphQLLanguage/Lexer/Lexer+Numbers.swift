extension Lexer {
    // IntValue ::
    //   - IntegerPart [lookahead != {Digit, `.`, NameStart}]
    //
    // FloatValue ::
    //   - IntegerPart FractionalPart ExponentPart [lookahead != {Digit, `.`, NameStart}]
    //   - IntegerPart FractionalPart [lookahead != {Digit, `.`, NameStart}]
    //   - IntegerPart ExponentPart [lookahead != {Digit, `.`, NameStart}]
    func number(from start: Int) throws(SyntaxError) -> Token {
        var index = start
        var kind = Token.Kind.int
        if bytes[index] == UInt8(ascii: "-") { index += 1 }

        // IntegerPart ::
        //   - NegativeSign? 0
        //   - NegativeSign? NonZeroDigit Digit*
        if byte(at: index) == UInt8(ascii: "0") {
            index += 1
            if let digit = byte(at: index), digit.isDigit {
                throw SyntaxError("Invalid number, unexpected digit after 0: \(describeCharacter(at: index)).", at: index)
            }
        } else {
            index = try digits(from: index)
        }

        // FractionalPart ::
        //   - . Digit+
        if byte(at: index) == UInt8(ascii: ".") {
            kind = .float
            index = try digits(from: index + 1)
        }

        // ExponentPart ::
        //   - ExponentIndicator Sign? Digit+
        if let indicator = byte(at: index), indicator | 0x20 == UInt8(ascii: "e") {
            kind = .float
            index += 1
            if let sign = byte(at: index), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { index += 1 }
            index = try digits(from: index)
        }

        if let next = byte(at: index), next == UInt8(ascii: ".") || next.isNameStart {
            throw SyntaxError("Invalid number, expected digit but got: \(describeCharacter(at: index)).", at: index)
        }
        return Token(kind, from: start, to: index)
    }

    /// Returns the offset after one or more digits.
    private func digits(from start: Int) throws(SyntaxError) -> Int {
        var index = start
        while index < bytes.count, bytes[index].isDigit { index += 1 }
        guard index > start else {
            throw SyntaxError("Invalid number, expected digit but got: \(describeCharacter(at: index)).", at: index)
        }
        return index
    }
}
