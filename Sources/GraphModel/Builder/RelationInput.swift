/// A field of a filter or an order that leads to other rows.
struct RelationInput {
    let name: String
    let binding: InputBinding
    let target: Table.ID
    let isToMany: Bool
    let access: Guard?
    let deprecation: String?
    private(set) var isFilter: Bool
    private(set) var isOrder: Bool

    /// The same where the rows that it leads to have something to say: only then is there an input to nest.
    func leading(to target: ServedColumns) -> RelationInput {
        var input = self
        input.isFilter = isFilter && !target.filters.isEmpty
        input.isOrder = isOrder && !target.orders.isEmpty
        return input
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
        let unserved = field.links.filter { !IndexReach(table: tables[$0.source]).leads(with: $0.columns) && !$0.notes.opensFilter }
        let isFilter = options.exposeAll || unserved.isEmpty
        let isOrder = !isToMany && (options.exposeAll || field.links.allSatisfy(\.notes.opensOrder))
        inputs[table.id].append(
            RelationInput(
                name: field.name, binding: binding, target: target, isToMany: isToMany, access: field.access,
                deprecation: field.deprecation,
                isFilter: isFilter, isOrder: isOrder))
        guard !options.exposeAll else { return }
        let object = "field \(table.names.type).\(field.name)"
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
