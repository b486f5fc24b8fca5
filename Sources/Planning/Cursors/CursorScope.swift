package import GraphModel

/// What a cursor is good for: the field and the order it was made in. A cursor from elsewhere is refused.
package struct CursorScope: Sendable, Hashable {
    /// The connection's coordinate: `Query.merchants`.
    package var coordinate: String
    package var order: [OrderKey]
    package var table: Table.ID
    /// The order in words that outlive a restart: column names, types and directions.
    package var signature: String

    package init(coordinate: String, order: [OrderKey], table: Table) {
        self.coordinate = coordinate
        self.order = order
        self.table = table.id
        self.signature = order.map { key in
            let column = table.columns[key.column]
            return "\(column.name.quoted) \(column.sqlType) \(key.isDescending ? "desc" : "asc") \(key.nullsFirst ? "first" : "last")"
        }.joined(separator: ",")
    }
}
