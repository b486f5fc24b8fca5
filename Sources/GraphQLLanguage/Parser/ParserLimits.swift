/// How large a text the parser accepts before it gives up with `TOO_COMPLEX`.
package struct ParserLimits: Sendable, Hashable {
    /// Bytes of source text.
    package let bytes: Int
    /// Tokens other than comments.
    package let tokens: Int
    /// Selection sets, lists and objects within one another. The parser's stack grows with it, so it is never above `deepest`.
    package let nesting: Int

    /// The most that `nesting` can be: every walk over a syntax tree stays far below the end of a 512 KB stack.
    package static let deepest = 250

    package init(bytes: Int = 1 << 20, tokens: Int = 15_000, nesting: Int = 200) {
        self.bytes = min(bytes, Int(Int32.max))
        self.tokens = tokens
        self.nesting = min(nesting, Self.deepest)
    }

    /// For what a stranger sends.
    package static let standard = ParserLimits()

    /// For what an operator of this system wrote: schemas, comments in the catalog.
    package static let trusted = ParserLimits(bytes: .max, tokens: .max)
}
