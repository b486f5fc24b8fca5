import GraphQLLanguage

/// Tokens lie within the source, in order, and are the same once everything between them is gone.
enum LexerTarget {
    static func feed(_ bytes: [UInt8]) throws(BrokenPromise) {
        let source = Source(bytes: bytes)
        let kinds = try tokens(of: source)
        do {
            let stripped = Source(try source.strippedOfIgnoredCharacters())
            try require(kinds != nil, "a source without tokens was stripped")
            try require(try tokens(of: stripped) == kinds, "stripping changed the tokens")
            try require((try? stripped.strippedOfIgnoredCharacters()) == stripped.text, "stripping twice differs from once")
        } catch let error as GraphQLError {
            try require(kinds == nil, "a source of tokens was not stripped: \(error.message)")
            try require(error.code == .syntax && error.locations.count == 1, "a syntax error has one place")
        } catch let broken as BrokenPromise {
            throw broken
        } catch {
            throw BrokenPromise("\(error)")
        }
    }

    /// The kinds of all tokens; nil where the source is not made of tokens.
    private static func tokens(of source: Source) throws(BrokenPromise) -> [Token.Kind]? {
        var kinds: [Token.Kind] = []
        var lexer = Lexer(source.bytes.span)
        var end = 0
        while true {
            let token: Token
            do { token = try lexer.next() } catch {
                try require((end...source.bytes.count).contains(error.offset), "an error lies outside of the source")
                return nil
            }
            try require(token.range.lowerBound >= end && token.range.upperBound <= source.bytes.count, "tokens overlap")
            guard token.kind != .endOfFile else { return kinds }
            try require(!token.range.isEmpty, "a token is empty")
            end = token.range.upperBound
            kinds.append(token.kind)
        }
    }
}
