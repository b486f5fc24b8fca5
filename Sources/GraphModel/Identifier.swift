/// A name in PostgreSQL's catalog, exactly as stored there. The only way for a name to get into a statement.
package struct Identifier: Sendable, Hashable {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    /// The name as SQL text, always in double quotes.
    package var quoted: String {
        let inner = name.utf8.contains(UInt8(ascii: "\"")) ? name.replacing("\"", with: "\"\"") : name
        return "\"" + inner + "\""
    }
}
