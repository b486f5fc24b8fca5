import GraphQLLanguage

/// How a table's connections are ordered unless asked otherwise.
enum DefaultOrder {
    /// What the table's `@order` says, completed by the local key so that no two rows stand in the same place.
    static func keys(of table: TableDraft) throws(GraphProblem) -> [OrderKey] {
        try keys(of: table, saidBy: table.notes.order, on: table.object)
    }

    /// The same for an `@order` that stands on another object, which speaks of the table's columns.
    static func keys(
        of table: TableDraft, saidBy order: Annotations.Located<[String]>?, on object: String
    ) throws(GraphProblem) -> [OrderKey] {
        var keys: [OrderKey] = []
        for text in order?.value ?? [] { keys.append(try key(text, of: table, on: object, at: order?.location)) }
        return keys.completed(by: table.localKey)
    }

    private static func key(
        _ text: String, of table: TableDraft, on object: String, at location: SourceLocation?
    ) throws(GraphProblem) -> OrderKey {
        guard let order = OrderText(text) else { throw .noOrder(text, on: object, at: location) }
        guard let column = table.column(named: order.column) else {
            throw .unknownColumn(in: [order.column], of: table, on: object, at: location)
        }
        guard column.shape.comparable != nil else {
            throw GraphProblem(
                .directiveArgument, on: object, at: location, "\(column.source.name) has no order.", remedy: "Order by another column.")
        }
        return OrderKey(column: column.id, isDescending: order.isDescending, nullsFirst: order.nullsFirst)
    }
}

extension [OrderKey] {
    /// The keys and then those columns of a row's key that are not among them: a total order, all of one direction where it can be.
    func completed(by key: [Column.ID]) -> [OrderKey] {
        let isDescending = last?.isDescending ?? false
        let rest = key.filter { column in !contains { $0.column == column } }
        return self + rest.map { OrderKey(column: $0, isDescending: isDescending) }
    }
}
