/// The columns of an index's predicate that only leaves out nulls: `((a IS NOT NULL) AND (b IS NOT NULL))`.
///
/// Who asks for equality on those columns can use such an index as if it covered all rows.
struct NotNullPredicate {
    let columns: [String]

    /// Nil for any other predicate.
    init?(_ predicate: String) {
        var columns: [String] = []
        for part in predicate.split(separator: " AND ") {
            let bare = Self.withoutParentheses(part)
            guard bare.hasSuffix(" IS NOT NULL") else { return nil }
            let name = String(bare.dropLast(" IS NOT NULL".count))
            let isQuoted = name.first == "\"" && name.last == "\"" && name.count > 1
            columns.append(isQuoted ? String(name.dropFirst().dropLast()).replacing("\"\"", with: "\"") : name)
        }
        self.columns = columns
    }

    private static func withoutParentheses(_ text: Substring) -> Substring {
        var rest = text
        while rest.first == "(" { rest.removeFirst() }
        while rest.last == ")" { rest.removeLast() }
        return rest
    }
}
