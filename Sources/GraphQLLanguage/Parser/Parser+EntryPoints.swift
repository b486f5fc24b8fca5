extension Parser {
    /// Parses a document of operations, fragments, definitions and extensions.
    ///
    /// - Throws: `SYNTAX` for what the grammar does not know, `TOO_COMPLEX` beyond `limits`; both with the place.
    package static func parse(_ source: Source, limits: ParserLimits = .standard) throws(GraphQLError) -> Document {
        let definitions = try run(source, limits) { parser throws(SyntaxError) in try parser.definitions() }
        return Document(source: source, definitions: definitions)
    }

    /// Parses a text that is a document.
    package static func parse(_ text: String, limits: ParserLimits = .standard) throws(GraphQLError) -> Document {
        try parse(Source(text), limits: limits)
    }

    /// Parses a text that is one input value, which may contain variables.
    package static func parseValue(_ source: Source, limits: ParserLimits = .standard) throws(GraphQLError) -> Value {
        try run(source, limits) { parser throws(SyntaxError) in try parser.whole { parser throws(SyntaxError) in try parser.value(.any) } }
    }

    /// Parses a text that is one input value without variables.
    package static func parseConstValue(_ source: Source, limits: ParserLimits = .standard) throws(GraphQLError) -> Value {
        try run(source, limits) { parser throws(SyntaxError) in try parser.whole { parser throws(SyntaxError) in try parser.value(.const) }
        }
    }

    /// Parses a text that is a type reference, such as `[Int!]`.
    package static func parseType(_ source: Source, limits: ParserLimits = .standard) throws(GraphQLError) -> TypeNode {
        try run(source, limits) { parser throws(SyntaxError) in try parser.whole { parser throws(SyntaxError) in try parser.type() } }
    }

    /// Parses a schema coordinate, such as `Merchant.campaigns(first:)`.
    package static func parseCoordinate(_ source: Source, limits: ParserLimits = .standard) throws(GraphQLError) -> SchemaCoordinate {
        try run(source, limits, .coordinate) { parser throws(SyntaxError) in
            try parser.whole { parser throws(SyntaxError) in try parser.coordinate() }
        }
    }

    private static func run<Result>(
        _ source: Source, _ limits: ParserLimits, _ mode: Mode = .document,
        _ body: (inout Parser) throws(SyntaxError) -> Result
    ) throws(GraphQLError) -> Result {
        do throws(SyntaxError) {
            var parser = try Parser(source, limits: limits, mode: mode)
            return try body(&parser)
        } catch {
            throw error.located(in: source)
        }
    }

    /// Runs `body` and sees to it that nothing follows.
    private mutating func whole<Node>(_ body: (inout Parser) throws(SyntaxError) -> Node) throws(SyntaxError) -> Node {
        let node = try body(&self)
        try expect(.endOfFile)
        return node
    }
}
