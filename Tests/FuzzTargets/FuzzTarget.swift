/// What is fuzzed: a function over any bytes, and the promises that it has to keep for all of them.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case lexer, parser, schema, validator, body

    /// Feeds the bytes to the target.
    /// - Throws: the first promise that was broken. What the bytes say may be refused; that is no broken promise.
    package func feed(_ bytes: [UInt8]) throws(BrokenPromise) {
        switch self {
        case .lexer: try LexerTarget.feed(bytes)
        case .parser: try ParserTarget.feed(bytes)
        case .schema: try SchemaTarget.feed(bytes)
        case .validator: try ValidatorTarget.feed(bytes)
        case .body: try BodyTarget.feed(bytes)
        }
    }
}

/// A promise that did not hold for some input.
package struct BrokenPromise: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

func require(_ holds: Bool, _ promise: @autoclosure () -> String) throws(BrokenPromise) {
    guard holds else { throw BrokenPromise(promise()) }
}
