import GraphQLLanguage

/// How a table's connections are ordered unless asked otherwise.
enum DefaultOrder {
    /// What `@order` says, completed by the local key so that no two rows stand in the same place.
    static func keys(of table: TableDraft) throws(GraphProblem) -> [OrderKey] {
        var keys: [OrderKey] = []
        for text in table.notes.order?.value ?? [] {
            keys.append(try key(text, of: table, at: table.notes.order?.location))
        }
        let isDescending = keys.last?.isDescending ?? false
        let rest = table.localKey.filter { column in !keys.contains { $0.column == column } }
        return keys + rest.map { OrderKey(column: $0, isDescending: isDescending) }
    }

    /// Reads `created_at DESC NULLS LAST`.
    private static func key(_ text: String, of table: TableDraft, at location: SourceLocation?) throws(GraphProblem) -> OrderKey {
        let words = text.split(separator: " ").map(String.init)
        guard let column = words.first.flatMap({ table.column(named: $0) }) else {
            throw .unknownColumn(in: [words.first ?? ""], of: table, at: location)
        }
        guard column.shape.comparable != nil else {
            throw GraphProblem(
                .directiveArgument, on: table.object, at: location, "\(column.source.name) has no order.",
                remedy: "Order by another column.")
        }
        var rest = words.dropFirst().map { $0.uppercased() }[...]
        var isDescending = false
        if let direction = rest.first, direction == "ASC" || direction == "DESC" {
            isDescending = direction == "DESC"
            rest = rest.dropFirst()
        }
        switch Array(rest) {
        case []: return OrderKey(column: column.id, isDescending: isDescending)
        case ["NULLS", "FIRST"]: return OrderKey(column: column.id, isDescending: isDescending, nullsFirst: true)
        case ["NULLS", "LAST"]: return OrderKey(column: column.id, isDescending: isDescending, nullsFirst: false)
        default:
            throw GraphProblem(
                .directiveArgument, on: table.object, at: location, "\"\(text)\" is no order.",
                remedy: "Write a column, maybe ASC or DESC, maybe NULLS FIRST or NULLS LAST.")
        }
    }
}
