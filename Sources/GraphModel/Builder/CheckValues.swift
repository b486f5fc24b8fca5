/// The values that a check constraint allows, where it is of the kind `column IN ('a', 'b')`.
///
/// Reads the forms in which PostgreSQL writes such a check back: `(state = ANY (ARRAY['a'::text, 'b'::text]))`, the same through casts of
/// `varchar` columns, and `((state = 'a'::text) OR (state = 'b'::text))`. Of any other it makes nothing.
struct CheckValues: Hashable {
    /// The column as the expression names it; `VALUE` in a domain.
    let column: String
    let values: [String]

    init?(_ expression: String) {
        guard let tokens = Self.tokens(of: expression) else { return nil }
        var rest = Self.withoutCastsAndParentheses(tokens)[...]
        guard case .name(let column)? = rest.first else { return nil }
        var values: [String] = []
        if rest.starts(with: [.name(column), .symbol("="), .name("ANY"), .name("ARRAY"), .symbol("[")]) {
            rest = rest.dropFirst(5)
            while case .text(let value)? = rest.popFirst() {
                values.append(value)
                guard let next = rest.popFirst(), next == .symbol(",") || next == .symbol("]") else { return nil }
                if next == .symbol("]") { break }
            }
        } else {
            while rest.starts(with: [.name(column), .symbol("=")]), case .text(let value)? = rest.dropFirst(2).first {
                values.append(value)
                rest = rest.dropFirst(3)
                if rest.first == .name("OR") { rest = rest.dropFirst() } else { break }
            }
        }
        guard rest.isEmpty, !values.isEmpty, Set(values).count == values.count else { return nil }
        self.column = column
        self.values = values
    }

    private enum Token: Hashable {
        case name(String), text(String), symbol(String)

        /// `character`, `varying`, and the dot of a qualified name.
        var isPartOfTypeName: Bool {
            switch self {
            case .name(let word): word != "OR"
            case .symbol(let symbol): symbol == "."
            case .text: false
            }
        }
    }

    private static func tokens(of expression: String) -> [Token]? {
        var tokens: [Token] = []
        var rest = Substring(expression)
        while let character = rest.first {
            if character.isWhitespace {
                rest.removeFirst()
            } else if character == "'" || character == "\"" {
                guard let quoted = takeQuoted(character, from: &rest) else { return nil }
                tokens.append(character == "'" ? .text(quoted) : .name(quoted))
            } else if character.isLetter || character == "_" {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
                rest.removeFirst(word.count)
                // E'…' holds escapes: rare enough in a list of values to leave the column as the text that it is.
                if rest.first == "'" { return nil }
                tokens.append(.name(String(word)))
            } else if rest.hasPrefix("::") {
                tokens.append(.symbol("::"))
                rest.removeFirst(2)
            } else {
                tokens.append(.symbol(String(rest.removeFirst())))
            }
        }
        return tokens
    }

    /// Takes a text in quotes; a doubled quote in it stands for one.
    private static func takeQuoted(_ quote: Character, from rest: inout Substring) -> String? {
        rest.removeFirst()
        var text = ""
        while let character = rest.popFirst() {
            guard character == quote else {
                text.append(character)
                continue
            }
            guard rest.first == quote else { return text }
            text.append(quote)
            rest.removeFirst()
        }
        return nil
    }

    private static func withoutCastsAndParentheses(_ tokens: [Token]) -> [Token] {
        var result: [Token] = []
        var rest = tokens[...]
        while let token = rest.popFirst() {
            switch token {
            case .symbol("("), .symbol(")"): continue
            case .symbol("::"):
                rest = rest.drop { $0.isPartOfTypeName }
                if rest.first == .symbol("(") { rest = rest.drop { $0 != .symbol(")") } }
                if rest.starts(with: [.symbol("["), .symbol("]")]) { rest.removeFirst(2) }
            default: result.append(token)
            }
        }
        return result
    }
}
