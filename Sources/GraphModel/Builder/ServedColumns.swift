import PostgresTypes

/// The columns that filters and orders may name, and why: those where an index does the work, so that no page costs more because a table is
/// large, and those that a directive opens.
struct ServedColumns {
    private(set) var filters: [Column.ID: FilterInput] = [:]
    private(set) var orders: [Column.ID: OrderDirections] = [:]
    private(set) var offers: [InputOffer] = []

    /// `lists` are the keys by which lists of these rows hang below other rows; the root's list is one more.
    ///
    /// A filter is served where an index leads to the values of its column among all rows of the tenant. An order is served where an index
    /// has it in each list there is.
    init(of table: TableDraft, lists: [[Column.ID]], options: GraphOptions) {
        let reach = IndexReach(table: table)
        for column in table.columns where column.isShownToFilters && column.id != table.tenantColumn {
            if options.exposeAll {
                filters[column.id] = column.widestFilter(isOnly: true)
                if column.shape.comparable != nil { orders[column.id] = .all }
                continue
            }
            takeFilter(column, of: table, reach)
            if column.shape.comparable != nil { takeOrder(column, of: table, reach, lists: [[]] + lists) }
        }
    }

    /// The columns that filters may compare.
    var filterable: Set<Column.ID> { Set(filters.keys) }
    /// The columns that orders may name.
    var orderable: Set<Column.ID> { Set(orders.keys) }

    private mutating func takeFilter(_ column: ColumnDraft, of table: TableDraft, _ reach: IndexReach) {
        guard let widest = column.widestFilter(isOnly: false) else { return }
        func offer(_ input: FilterInput, _ reason: String) {
            filters[column.id] = input
            offers.append(InputOffer(.filter, of: column.object, isOffered: true, reason))
        }
        if column.notes.opensFilter { return offer(widest, "opened by @filter") }
        var input = widest
        let prefixed = widest.search == .full ? reach.prefixed(column.id) : nil
        if case .value = widest.operand {
            input.search = prefixed == nil ? .none : .prefix
            if let index = reach.finding(column.id) { return offer(input, "served by \(index.name)") }
            if table.source.isView, table.localKey.contains(column.id) { return offer(input, "the view's key") }
        } else if let index = reach.containing(column.id) {
            return offer(input, "served by \(index.name)")
        }
        if let prefixed {
            input.search = .onlyPrefix
            return offer(input, "served by \(prefixed.index.name), for beginnings only")
        }
        let (reason, remedy) = IndexAdvice(table: table).missingFilter(of: column)
        offers.append(InputOffer(.filter, of: column.object, isOffered: false, reason, remedy: remedy))
    }

    private mutating func takeOrder(_ column: ColumnDraft, of table: TableDraft, _ reach: IndexReach, lists: [[Column.ID]]) {
        func offer(_ directions: OrderDirections, _ reason: String) {
            orders[column.id] = directions
            offers.append(InputOffer(.order, of: column.object, isOffered: true, reason))
        }
        if column.notes.opensOrder { return offer(.all, "opened by @order") }
        if table.source.isView, table.localKey.contains(column.id) { return offer(.all, "the view's key") }
        // Where the list hangs below the column itself, all its rows have the same value.
        let found = lists.map { given in given.contains(column.id) ? nil : reach.ordering(by: column.id, below: given) }
        let places = found.compactMap(\.self).reduce(Set<NullsPlace>([.largest, .smallest])) { $0.intersection($1.map(\.nulls)) }
        if let place = places.first {
            let names = Set(found.compactMap { $0?.first { places.contains($0.nulls) }?.index.name }).sorted()
            let directions: OrderDirections = column.isNullable && places.count == 1 ? OrderDirections(place) : .all
            return offer(directions, "served by \(names.joined(separator: ", "))")
        }
        let missing = zip(lists, found).filter { $1?.isEmpty == true }.map(\.0)
        let (reason, remedy) = IndexAdvice(table: table).missingOrder(of: column, below: missing)
        offers.append(InputOffer(.order, of: column.object, isOffered: false, reason, remedy: remedy))
    }
}

extension ColumnDraft {
    /// Whether inputs may speak of it at all, served or not.
    fileprivate var isShownToFilters: Bool { notes.hidden == nil && !fieldName.isEmpty && shape.operand != nil }

    /// The input object with everything that fits the column's type.
    fileprivate func widestFilter(isOnly: Bool) -> FilterInput? {
        shape.operand.map { operand in
            FilterInput(operand: operand, search: operand == .value("String") ? .full : .none, isOnly: isOnly)
        }
    }
}
