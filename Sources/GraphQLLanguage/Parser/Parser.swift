/// Reads GraphQL text into a syntax tree by recursive descent, one function for each production of the grammar.
///
/// Nothing a text contains makes it trap: its size is bounded before it starts, its tokens and its depth by a count.
package struct Parser: ~Copyable {
    let source: Source
    let limits: ParserLimits
    let mode: Mode
    /// The token that is looked at; everything before it has been understood.
    var token = Token(.endOfFile, from: 0, to: 0)
    private var position = 0
    private var tokenCount = 0
    private var depth = 0

    enum Mode {
        case document
        /// Schema coordinates have a lexical grammar of their own: nothing is ignored.
        case coordinate
    }

    init(_ source: Source, limits: ParserLimits, mode: Mode = .document) throws(SyntaxError) {
        self.source = source
        self.limits = limits
        self.mode = mode
        guard source.bytes.count <= limits.bytes else {
            throw SyntaxError("Document is larger than \(limits.bytes) bytes. Parsing aborted.", at: 0, code: .tooComplex)
        }
        try advance()
    }

    /// Moves on to the next token.
    mutating func advance() throws(SyntaxError) {
        var lexer = Lexer(source.bytes.span, at: position)
        let next = try mode == .document ? lexer.next() : lexer.nextInCoordinate()
        position = lexer.position
        token = next
        guard token.kind != .endOfFile else { return }
        tokenCount += 1
        guard tokenCount <= limits.tokens else {
            throw SyntaxError(
                "Document contains more than \(limits.tokens) tokens. Parsing aborted.", at: Int(token.start), code: .tooComplex)
        }
    }

    /// Runs `body` one level deeper; fails where that is deeper than the limit.
    mutating func nested<Node>(_ body: (inout Parser) throws(SyntaxError) -> Node) throws(SyntaxError) -> Node {
        guard depth < limits.nesting else {
            throw SyntaxError("Document is nested too deeply. Parsing aborted.", at: Int(token.start), code: .tooComplex)
        }
        depth += 1
        let node = try body(&self)
        depth -= 1
        return node
    }
}
