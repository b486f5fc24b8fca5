/// A field of a filter or an order that leads to other rows.
struct RelationInput {
    let name: String
    let binding: InputBinding
    let target: Table.ID
    let isToMany: Bool
    let access: Guard?
    let deprecation: String?
    /// What it follows.
    let links: [Link]
    /// Kind and name, for offers.
    let object: String
    private(set) var isFilter: Bool
    private(set) var isOrder: Bool

    /// The same where the rows that it leads to have something to say: only then is there an input to nest.
    func leading(to filters: ServedFilters, _ orders: ServedOrders) -> RelationInput {
        var input = self
        input.isFilter = isFilter && !filters.inputs.isEmpty
        input.isOrder = isOrder && !orders.directions.isEmpty
        return input
    }

    /// Whether a directive says that filters may follow it, whatever that costs.
    var isOpened: Bool { links.allSatisfy(\.notes.opensFilter) }

    /// The key of the table's own by which it leads to at most one row; nil when it leads otherwise.
    func ownLink(of table: Table.ID) -> Link? {
        guard !isToMany, let link = links.first, links.count == 1, link.source == table, link.target == target else { return nil }
        return link
    }

    /// Whether it leads to the very row that a list below these columns belongs to.
    func leadsBack(over columns: [Column.ID], from table: Table.ID) -> Bool {
        ownLink(of: table).map { Set($0.columns).isSubset(of: columns) } ?? false
    }

    /// The index that finds, among the rows of equal `given` columns, those that lead to one row.
    func indexWithin(_ table: TableDraft, below given: [Column.ID]) -> CatalogSnapshot.Index? {
        ownLink(of: table.id).flatMap { IndexReach(table: table).leading(with: given + $0.columns) }
    }
}

/// Where filters and orders may lead from each table, and why.
///
/// A filter may follow what an index serves both ways: from either row to the other. An order by another row's columns has no index, so it
/// is there only where it was opened.
struct RelationInputs {
    private(set) var inputs: [[RelationInput]]
    private(set) var offers: [InputOffer] = []
    private let tables: [TableDraft]
    private let options: GraphOptions

    init(_ rows: RowFields, _ options: GraphOptions) {
        tables = rows.tables
        inputs = rows.tables.map { _ in [] }
        self.options = options
        for table in rows.tables {
            let fields = rows.sets[table.id].fields
            for field in fields { take(field, of: table) }
            for arm in rows.arms(of: table) where !fields.contains(where: { $0.name == arm.name }) { take(arm, of: table) }
        }
    }

    private mutating func take(_ field: FieldDraft, of table: TableDraft) {
        let binding: InputBinding
        let target: Table.ID
        switch field.binding {
        case .reference(let reference): (binding, target) = (.reference(reference), reference.target)
        case .connection(let connection): (binding, target) = (.connection(connection), connection.target)
        default: return
        }
        let isToMany = if case .connection = binding { true } else { false }
        let unserved = field.links.filter { IndexReach(table: tables[$0.source]).leading(with: $0.columns) == nil && !$0.notes.opensFilter }
        let isFilter = options.exposeAll || unserved.isEmpty
        let isOrder = !isToMany && (options.exposeAll || field.links.allSatisfy(\.notes.opensOrder))
        let object = "field \(table.names.type).\(field.name)"
        inputs[table.id].append(
            RelationInput(
                name: field.name, binding: binding, target: target, isToMany: isToMany, access: field.access,
                deprecation: field.deprecation, links: field.links, object: object, isFilter: isFilter, isOrder: isOrder))
        guard !options.exposeAll else { return }
        offers.append(
            isFilter
                ? InputOffer(.filter, of: object, isOffered: true, "served both ways")
                : InputOffer(
                    .filter, of: object, isOffered: false, "no index serves the way over \(unserved.map(\.object).joined(separator: ", "))",
                    remedy: "Create an index that starts with the key's columns, or open it with @filter on the key."))
        if !isToMany {
            offers.append(
                isOrder
                    ? InputOffer(.order, of: object, isOffered: true, "opened by @order")
                    : InputOffer(
                        .order, of: object, isOffered: false, "no index has an order by another row's columns",
                        remedy: "Where the lists are short, open it with @order on the key."))
        }
    }
}
