import PostgresTypes

/// The columns that orders may name, and why: those whose order an index has in each list there is, and those that a directive opens.
struct ServedOrders {
    private(set) var directions: [Column.ID: OrderDirections] = [:]
    private(set) var offers: [InputOffer] = []

    /// `lists` are the keys by which lists of these rows hang below other rows; the root's list is one more.
    init(of table: TableDraft, lists: [[Column.ID]], options: GraphOptions) {
        let reach = IndexReach(table: table)
        for column in table.columns where column.isShownToInputs && column.id != table.tenantColumn && column.shape.comparable != nil {
            if options.exposeAll {
                directions[column.id] = .all
            } else {
                take(column, of: table, reach, lists: [[]] + lists)
            }
        }
    }

    private mutating func take(_ column: ColumnDraft, of table: TableDraft, _ reach: IndexReach, lists: [[Column.ID]]) {
        func offer(_ served: OrderDirections, _ reason: String) {
            directions[column.id] = served
            offers.append(InputOffer(.order, of: column.object, isOffered: true, reason))
        }
        if column.notes.opensOrder { return offer(.all, "opened by @order") }
        if table.source.isView, table.localKey.contains(column.id) { return offer(.all, "the view's key") }
        // Where the list hangs below the column itself, all its rows have the same value.
        let found = lists.map { given in given.contains(column.id) ? nil : reach.ordering(by: column.id, below: given) }
        let places = found.compactMap(\.self).reduce(Set<NullsPlace>([.largest, .smallest])) { $0.intersection($1.map(\.nulls)) }
        if let place = places.first {
            let names = Set(found.compactMap { $0?.first { places.contains($0.nulls) }?.index.name }).sorted()
            let served: OrderDirections = column.isNullable && places.count == 1 ? OrderDirections(place) : .all
            return offer(served, "served by \(names.joined(separator: ", "))")
        }
        let missing = zip(lists, found).filter { $1?.isEmpty == true }.map(\.0)
        let (reason, remedy) = IndexAdvice(table: table).missingOrder(of: column, below: missing)
        offers.append(InputOffer(.order, of: column.object, isOffered: false, reason, remedy: remedy))
    }
}
