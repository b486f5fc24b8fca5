/// Turns string tokens into the text they stand for.
package enum StringLiteral {
    /// The value of a `string` token, quotes at both ends.
    static func value(of token: Token, in bytes: [UInt8]) throws(SyntaxError) -> String {
        let content = Int(token.start) + 1..<Int(token.end) - 1
        guard token.hasEscapes else { return String(decoding: bytes[content], as: UTF8.self) }
        let lexer = Lexer(bytes.span)
        var value: [UInt8] = []
        value.reserveCapacity(content.count)
        var index = content.lowerBound
        while index < content.upperBound {
            guard bytes[index] == UInt8(ascii: "\\") else {
                value.append(bytes[index])
                index += 1
                continue
            }
            let escape = try lexer.escape(at: index)
            value.append(contentsOf: String(escape.scalar).utf8)
            index += escape.length
        }
        return String(decoding: value, as: UTF8.self)
    }
}
