// What productions are made of: tokens, keywords, and runs of items.
extension Parser {
    /// Byte offset of the current token.
    var offset: Int { Int(token.start) }

    func at(_ kind: Token.Kind) -> Bool { token.kind == kind }

    /// Whether the current token is this word; GraphQL has no reserved words.
    func at(keyword: StaticString) -> Bool {
        guard token.kind == .name, token.range.count == keyword.utf8CodeUnitCount else { return false }
        return keyword.withUTF8Buffer { $0.elementsEqual(source.bytes[token.range]) }
    }

    /// Takes the current token if it is of this kind.
    mutating func take(_ kind: Token.Kind) throws(SyntaxError) -> Bool {
        guard token.kind == kind else { return false }
        try advance()
        return true
    }

    mutating func take(keyword: StaticString) throws(SyntaxError) -> Bool {
        guard at(keyword: keyword) else { return false }
        try advance()
        return true
    }

    mutating func expect(_ kind: Token.Kind) throws(SyntaxError) {
        guard token.kind == kind else { throw SyntaxError("Expected \(kind.label), found \(describe(token)).", at: offset) }
        // Nothing comes after the end; a coordinate's lexer would say so as well.
        if kind != .endOfFile { try advance() }
    }

    mutating func expect(keyword: StaticString) throws(SyntaxError) {
        guard try take(keyword: keyword) else { throw SyntaxError("Expected \"\(keyword)\", found \(describe(token)).", at: offset) }
    }

    func unexpected() -> SyntaxError { unexpected(token) }

    func unexpected(_ token: Token) -> SyntaxError {
        SyntaxError("Unexpected \(describe(token)).", at: Int(token.start))
    }

    /// A token as error messages show it: its kind, and its value where it has one.
    func describe(_ token: Token) -> String {
        switch token.kind {
        case .name, .int, .float: "\(token.kind.label) \"\(text(of: token))\""
        case .string: "\(token.kind.label) \"\((try? StringLiteral.value(of: token, in: source.bytes)) ?? "")\""
        case .blockString: "\(token.kind.label) \"\(BlockString.value(of: token, in: source.bytes))\""
        default: token.kind.label
        }
    }

    func text(of token: Token) -> String {
        String(decoding: source.bytes[token.range], as: UTF8.self)
    }

    // Name
    mutating func name() throws(SyntaxError) -> Name {
        let start = token
        try expect(.name)
        return Name(text(of: start), offset: Int(start.start))
    }

    /// `open item+ close`
    mutating func many<Item>(
        _ open: Token.Kind, _ close: Token.Kind, _ item: (inout Parser) throws(SyntaxError) -> Item
    ) throws(SyntaxError) -> [Item] {
        try expect(open)
        var items: [Item] = []
        // Growing from one to two and to four would move the first ones twice.
        items.reserveCapacity(4)
        repeat { items.append(try item(&self)) } while try !take(close)
        return items
    }

    /// `(open item+ close)?`
    mutating func optionalMany<Item>(
        _ open: Token.Kind, _ close: Token.Kind, _ item: (inout Parser) throws(SyntaxError) -> Item
    ) throws(SyntaxError) -> [Item] {
        at(open) ? try many(open, close, item) : []
    }

    /// `open item* close`
    mutating func any<Item>(
        _ open: Token.Kind, _ close: Token.Kind, _ item: (inout Parser) throws(SyntaxError) -> Item
    ) throws(SyntaxError) -> [Item] {
        try expect(open)
        var items: [Item] = []
        while try !take(close) { items.append(try item(&self)) }
        return items
    }

    /// `delimiter? item (delimiter item)*`
    mutating func delimitedMany<Item>(
        _ delimiter: Token.Kind, _ item: (inout Parser) throws(SyntaxError) -> Item
    ) throws(SyntaxError) -> [Item] {
        _ = try take(delimiter)
        var items: [Item] = []
        repeat { items.append(try item(&self)) } while try take(delimiter)
        return items
    }
}
