import GraphQLSchema

/// The types that one table gives the graph beside its object type: connection, edge, order and filter.
struct TableTypes {
    let table: TableDraft
    let filters: ListFilters
    let orders: ServedOrders
    let relations: [RelationInput]
    let aggregates: AggregateTypes

    var connection: String { table.names.type + "Connection" }
    var edge: String { table.names.type + "Edge" }
    /// nil when nothing may be ordered by.
    var orderBy: String? { orders.directions.isEmpty && !relations.contains(where: \.isOrder) ? nil : table.names.type + "OrderBy" }

    /// The arguments of the list of all rows.
    var pageArguments: [InputValueDefinition] { pageArguments(along: []) }

    /// The arguments of the list that a field leads to, which follows these links.
    func pageArguments(along links: [Link]) -> [InputValueDefinition] {
        let filter = filters.filter(along: links)
        return PageArguments.all(filter: filter.isEmpty ? nil : filter.name, orderBy: orderBy)
    }

    /// Adds the types; `all` are those of all tables, this one among them.
    func add(to parts: inout GraphParts, among all: [TableTypes]) {
        addConnection(to: &parts)
        OrderType(table: table, served: orders, relations: relations.filter(\.isOrder), names: all.map(\.orderBy)).add(to: &parts)
        let names = all.map { TableFilterNames($0.table.names) }
        for filter in filters.kinds { FilterType(table: table, filter: filter, names: names).add(to: &parts) }
        if all.contains(where: { $0.relations.contains { $0.isFilter && $0.isToMany && $0.target == table.id } }) {
            FilterType(table: table, filter: filters.all, names: names).addMany(to: &parts)
        }
    }

    private func addConnection(to parts: inout GraphParts) {
        let access = table.notes.access
        let row = TypeReference.nonNull(.named(table.names.type))
        let fields = [
            FieldDraft(name: "edges", type: .nonNull(.list(.nonNull(.named(edge)))), binding: .edges, object: table.object),
            FieldDraft(name: "nodes", type: .nonNull(.list(row)), binding: .nodes, object: table.object),
            FieldDraft(name: "pageInfo", type: .nonNull(.named("PageInfo")), binding: .pageInfo, object: table.object),
        ]
        parts.add(
            FieldSet(type: connection, firstOfEach: fields + aggregates.connectionFields), .connection(table.id),
            description: "A page of `\(table.names.type)`.", access: access, object: table.object)
        aggregates.add(to: &parts)
        let edgeType = ObjectType(
            name: edge, description: "A `\(table.names.type)` on a page.",
            fields: [
                FieldDefinition(name: "cursor", type: .nonNull(.named("String"))),
                FieldDefinition(name: "node", type: row),
            ])
        parts.add(.object(edgeType), .edge(table.id), access: access, object: table.object)
        parts.bind("cursor", on: edge, to: .edgeCursor)
        parts.bind("node", on: edge, to: .edgeNode)
    }
}
