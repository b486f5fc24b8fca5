import PostgresTypes

/// The columns that the filter of a list may name, and why: those where an index of the list's own does the work, so that no page costs
/// more because a table, or what belongs to one row, is large; and those that a directive opens.
struct ServedFilters {
    private(set) var inputs: [Column.ID: FilterInput] = [:]
    private(set) var offers: [InputOffer] = []

    /// All rows of a list agree in the columns `given`: none for the list of all rows, else the key that the list hangs below, which is
    /// nothing to filter by. `place` is the field that leads to it.
    init(of table: TableDraft, below given: [Column.ID] = [], at place: String? = nil, options: GraphOptions) {
        let reach = IndexReach(table: table)
        for column in table.columns where column.isShownToInputs && column.id != table.tenantColumn && !given.contains(column.id) {
            if options.exposeAll {
                inputs[column.id] = column.widestFilter(isOnly: true)
            } else {
                take(column, of: table, reach, below: given, at: place)
            }
        }
    }

    private mutating func take(
        _ column: ColumnDraft, of table: TableDraft, _ reach: IndexReach, below given: [Column.ID], at place: String?
    ) {
        guard let widest = column.widestFilter(isOnly: false) else { return }
        let object = InputOffer.object(column.object, within: place)
        func offer(_ input: FilterInput, _ reason: String) {
            inputs[column.id] = input
            offers.append(InputOffer(.filter, of: object, isOffered: true, reason))
        }
        if column.notes.opensFilter { return offer(widest, "opened by @filter") }
        var input = widest
        let prefixed = widest.search == .full ? reach.prefixed(column.id, below: given) : nil
        if case .value = widest.operand {
            input.search = prefixed == nil ? .none : .prefix
            if table.source.isView, table.localKey.contains(column.id) { return offer(input, "the view's key") }
            if let index = reach.finding(column.id, below: given) {
                // Rows of one value stand together in any index; those of a range are a page only where they stand in its order.
                let ordering = reach.ordering(by: column.id, below: given).first?.index ?? prefixed?.index
                guard widest.hasOrder, ordering == nil else { return offer(input, "served by \((ordering ?? index).name)") }
                input.comparesOrder = false
                return offer(input, "served by \(index.name), for equal values only")
            }
        } else if given.isEmpty, let index = reach.containing(column.id) {
            return offer(input, "served by \(index.name)")
        }
        if let prefixed {
            input.search = .onlyPrefix
            return offer(input, "served by \(prefixed.index.name), for beginnings only")
        }
        let (reason, remedy) = IndexAdvice(table: table).missingFilter(of: column, below: given)
        offers.append(InputOffer(.filter, of: object, isOffered: false, reason, remedy: remedy))
    }
}

extension ColumnDraft {
    /// Whether inputs may speak of it at all, served or not.
    var isShownToInputs: Bool { notes.hidden == nil && !fieldName.isEmpty && shape.operand != nil }

    /// The input object with everything that fits the column's type.
    fileprivate func widestFilter(isOnly: Bool) -> FilterInput? {
        shape.operand.map { operand in
            let hasOrder = if case .value(let value) = operand { value != "Boolean" && shape.enumNames == nil } else { false }
            return FilterInput(
                operand: operand, hasOrder: hasOrder, search: operand == .value("String") ? .full : .none, comparesOrder: hasOrder,
                isOnly: isOnly)
        }
    }
}
