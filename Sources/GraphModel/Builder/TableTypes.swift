import GraphQLSchema

/// The types that one table gives the graph beside its object type: connection, edge, order and filter.
struct TableTypes {
    let table: TableDraft
    let served: ServedColumns
    let aggregates: AggregateTypes

    var connection: String { table.names.type + "Connection" }
    var edge: String { table.names.type + "Edge" }
    /// nil when no column may be filtered by.
    var filter: String? { served.filterable.isEmpty ? nil : table.names.type + "Filter" }
    /// nil when no column may be ordered by.
    var orderBy: String? { served.orderable.isEmpty ? nil : table.names.type + "OrderBy" }

    var pageArguments: [InputValueDefinition] { PageArguments.all(filter: filter, orderBy: orderBy) }

    func add(to parts: inout GraphParts) {
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
        addOrder(to: &parts)
        addFilter(to: &parts)
    }

    private func addOrder(to parts: inout GraphParts) {
        guard let orderBy else { return }
        let columns = table.columns.filter { served.orderable.contains($0.id) }
        let fields = columns.map { column in
            InputValueDefinition(
                name: column.fieldName, description: column.notes.description, type: .named("OrderDirection"),
                deprecationReason: column.notes.deprecation)
        }
        let type = InputObjectType(
            name: orderBy, description: "One thing to order `\(table.names.type)` by.", fields: Members(fields), isOneOf: true)
        parts.add(.inputObject(type), access: table.notes.access, object: table.object)
        for column in columns { parts.bind(input: column.fieldName, on: orderBy, to: column) }
    }

    private func addFilter(to parts: inout GraphParts) {
        guard let filter else { return }
        let list = TypeReference.list(.nonNull(.named(filter)))
        let columns = table.columns.filter { served.filterable.contains($0.id) }
        var fields = [
            InputValueDefinition(name: "and", type: list),
            InputValueDefinition(name: "or", type: list),
            InputValueDefinition(name: "not", type: .named(filter)),
        ]
        fields += columns.compactMap { column in
            column.shape.comparable.map { comparable in
                InputValueDefinition(
                    name: column.fieldName, description: column.notes.description, type: .named(FilterInputs.name(for: comparable)),
                    deprecationReason: column.notes.deprecation)
            }
        }
        let type = InputObjectType(
            name: filter, description: "Which `\(table.names.type)` to have; all that is given must hold.", fields: Members(fields))
        parts.add(.inputObject(type), access: table.notes.access, object: table.object)
        for column in columns { parts.bind(input: column.fieldName, on: filter, to: column) }
    }
}
