import GraphQLLanguage

/// One thing to order by as comments write it: `created_at DESC NULLS LAST`.
struct OrderText {
    let column: String
    let isDescending: Bool
    /// Nil where it is not said.
    let nullsFirst: Bool?

    /// Nil when it is none.
    init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard let column = words.first else { return nil }
        var rest = words.dropFirst().map { $0.uppercased() }[...]
        var isDescending = false
        if let direction = rest.first, direction == "ASC" || direction == "DESC" {
            isDescending = direction == "DESC"
            rest = rest.dropFirst()
        }
        switch Array(rest) {
        case []: nullsFirst = nil
        case ["NULLS", "FIRST"]: nullsFirst = true
        case ["NULLS", "LAST"]: nullsFirst = false
        default: return nil
        }
        self.column = column
        self.isDescending = isDescending
    }
}

extension GraphProblem {
    /// A text that should say what to order by does not.
    static func noOrder(_ text: String, on object: String, at location: SourceLocation?) -> GraphProblem {
        GraphProblem(
            .directiveArgument, on: object, at: location, "\"\(text)\" is no order.",
            remedy: "Write a column, maybe ASC or DESC, maybe NULLS FIRST or NULLS LAST.")
    }
}
