extension Source {
    /// The tokens of this source alone: no comments, commas or blanks but where two tokens would become one.
    ///
    /// Works on any tokens, not only on documents.
    ///
    /// - Throws: `SYNTAX` where the text is not made of tokens.
    package func strippedOfIgnoredCharacters() throws(GraphQLError) -> String {
        do throws(SyntaxError) {
            return String(decoding: try strippedBytes(), as: UTF8.self)
        } catch {
            throw error.located(in: self)
        }
    }

    private func strippedBytes() throws(SyntaxError) -> [UInt8] {
        var stripped: [UInt8] = []
        stripped.reserveCapacity(bytes.count)
        var lexer = Lexer(bytes.span)
        var followsWord = false
        while true {
            let token = try lexer.next()
            guard token.kind != .endOfFile else { return stripped }
            let isWord = !token.kind.isPunctuator
            if followsWord, isWord || token.kind == .spread { stripped.append(UInt8(ascii: " ")) }
            if token.kind == .blockString {
                stripped.append(contentsOf: BlockString.print(BlockString.value(of: token, in: bytes), minimized: true).utf8)
            } else {
                stripped.append(contentsOf: bytes[token.range])
            }
            followsWord = isWord
        }
    }
}
