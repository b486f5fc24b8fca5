import GraphModel

/// What a page is ordered by: a total order over the rows' own columns and those of rows that they refer to.
struct PageOrder {
    struct Key: Hashable {
        /// The way to the row whose column it is; empty for the rows' own.
        var path: [Reference] = []
        var column: Column.ID
        var isDescending: Bool
        var nullsFirst: Bool
    }

    private(set) var keys: [Key] = []

    init() {}

    init(_ keys: [OrderKey]) {
        self.keys = keys.map { Key(column: $0.column, isDescending: $0.isDescending, nullsFirst: $0.nullsFirst) }
    }

    /// Adds a key, unless the order has the column already: then it decides nothing.
    mutating func add(_ key: Key) {
        if !keys.contains(where: { $0.path == key.path && $0.column == key.column }) { keys.append(key) }
    }

    /// Makes the order total: no two rows stand in the same place.
    mutating func complete(for table: Table) {
        // A key that follows the others' direction lets one index serve the whole order.
        let isDescending = keys.last?.isDescending ?? false
        for column in table.localKey { add(Key(column: column, isDescending: isDescending, nullsFirst: isDescending)) }
    }

    /// What a cursor in this order is good for.
    func scope(of coordinate: String, on table: Table, in graph: Graph) -> CursorScope {
        let parts = keys.map { key in
            let way = key.path.map { step in
                "\(graph.tables[step.target].name.quoted) \(step.pairs.map { "\($0.source)=\($0.target)" }.joined(separator: " "))."
            }.joined()
            let column = key.path.reduce(table) { graph.tables[$1.target] }.columns[key.column]
            return "\(way)\(column.name.quoted) \(column.sqlType) \(key.isDescending ? "desc" : "asc") \(key.nullsFirst ? "first" : "last")"
        }
        return CursorScope(coordinate: coordinate, signature: parts.joined(separator: ","), keyCount: keys.count)
    }
}

extension RowBuilder {
    /// Returns the order as one of the builder's rows, joining the rows whose columns it names.
    func place(_ order: PageOrder, in graph: Graph) -> [RowOrder] {
        order.keys.map { key in
            var row = scope
            for step in key.path { row = joinForOrder(step, from: row, to: graph.tables[step.target]) }
            return RowOrder(
                reference: row.reference(to: key.column), isDescending: key.isDescending, nullsFirst: key.nullsFirst,
                isNullable: !key.path.isEmpty || row.table.columns[key.column].isNullable)
        }
    }
}
