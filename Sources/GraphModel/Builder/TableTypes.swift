import GraphQLSchema

/// The types that one table gives the graph beside its object type: connection, edge, order and filter.
struct TableTypes {
    let table: TableDraft
    let served: ServedColumns
    let relations: [RelationInput]
    let aggregates: AggregateTypes

    var connection: String { table.names.type + "Connection" }
    var edge: String { table.names.type + "Edge" }
    /// nil when nothing may be filtered by.
    var filter: String? { served.filters.isEmpty && !relations.contains(where: \.isFilter) ? nil : TableFilterNames(table.names).filter }
    /// nil when nothing may be ordered by.
    var orderBy: String? { served.orders.isEmpty && !relations.contains(where: \.isOrder) ? nil : table.names.type + "OrderBy" }

    var pageArguments: [InputValueDefinition] { PageArguments.all(filter: filter, orderBy: orderBy) }

    /// Adds the types; `all` are those of all tables, this one among them.
    func add(to parts: inout GraphParts, among all: [TableTypes]) {
        addConnection(to: &parts)
        OrderType(table: table, served: served, relations: relations.filter(\.isOrder), names: all.map(\.orderBy)).add(to: &parts)
        guard filter != nil else { return }
        let type = FilterType(
            table: table, served: served, relations: relations.filter { $0.isFilter && all[$0.target].filter != nil },
            names: all.map { TableFilterNames($0.table.names) })
        type.add(to: &parts)
        if all.contains(where: { $0.relations.contains { $0.isFilter && $0.isToMany && $0.target == table.id } }) { type.addMany(to: &parts) }
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
