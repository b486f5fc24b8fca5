/// One lexical token: its kind and the bytes it covers. Its text stays in the source until somebody asks for it.
package struct Token: Sendable, Hashable, BitwiseCopyable {
    /// What kind of token it is.
    package let kind: Kind
    /// Byte offset of the first byte.
    package let start: UInt32
    /// Byte offset after the last byte.
    package let end: UInt32
    /// Whether a string literal contains escape sequences, so that its value is not simply its bytes.
    package let hasEscapes: Bool

    init(_ kind: Kind, from start: Int, to end: Int, hasEscapes: Bool = false) {
        self.kind = kind
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.hasEscapes = hasEscapes
    }

    /// The bytes that it covers.
    package var range: Range<Int> { Int(start)..<Int(end) }

    /// The specification's tokens; `dot` occurs in schema coordinates only.
    package enum Kind: UInt8, Sendable, Hashable, BitwiseCopyable, CaseIterable {
        case endOfFile
        case bang, dollar, ampersand, parenL, parenR, spread, colon, equals, at, bracketL, bracketR, braceL, pipe, braceR, dot
        case name, int, float, string, blockString

        /// Whether it is one of the grammar's signs, and not a word, a number, a string or the end.
        package var isPunctuator: Bool { self.rawValue >= Kind.bang.rawValue && self.rawValue <= Kind.dot.rawValue }

        /// The kind as error messages name it: a punctuator in quotes, any other kind by its name.
        package var label: String {
            switch self {
            case .endOfFile: "<EOF>"
            case .bang: "\"!\""
            case .dollar: "\"$\""
            case .ampersand: "\"&\""
            case .parenL: "\"(\""
            case .parenR: "\")\""
            case .spread: "\"...\""
            case .colon: "\":\""
            case .equals: "\"=\""
            case .at: "\"@\""
            case .bracketL: "\"[\""
            case .bracketR: "\"]\""
            case .braceL: "\"{\""
            case .pipe: "\"|\""
            case .braceR: "\"}\""
            case .dot: "\".\""
            case .name: "Name"
            case .int: "Int"
            case .float: "Float"
            case .string: "String"
            case .blockString: "BlockString"
            }
        }
    }
}
