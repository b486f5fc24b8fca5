/// What the lexer or parser stumbled over, before its place is counted out in lines and columns.
package struct SyntaxError: Error, Sendable, Hashable {
    package let code: GraphQLError.Code
    /// Without the `Syntax Error: ` that the presented error begins with.
    package let message: String
    /// Byte offset in the source.
    package let offset: Int

    init(_ message: String, at offset: Int, code: GraphQLError.Code = .syntax) {
        self.code = code
        self.message = message
        self.offset = offset
    }

    /// The same error as a response carries it.
    package func located(in source: Source) -> GraphQLError {
        GraphQLError(code, "Syntax Error: \(message)", locations: [source.location(at: offset)])
    }
}
