import GraphQLSchema

/// One thing to order a table's rows by: `ProductOrderBy { price merchant … }`, of which one is given.
struct OrderType {
    let table: TableDraft
    let served: ServedOrders
    let relations: [RelationInput]
    /// The names of all tables' orders; nil for a table without one.
    let names: [String?]

    func add(to parts: inout GraphParts) {
        guard let name = names[table.id] else { return }
        var taken: Set<String> = []
        let led = relations.map { relation in (relation, InputName.free(relation.name, otherwise: "Row", in: &taken)) }
        var members: [InputValueDefinition] = []
        for column in table.columns {
            guard let directions = served.directions[column.id] else { continue }
            let field = InputName.free(column.fieldName, otherwise: "Column", in: &taken)
            members.append(
                InputValueDefinition(
                    name: field, description: column.notes.description, type: .named(directions.typeName),
                    deprecationReason: column.notes.deprecation))
            parts.bind(input: field, on: name, to: .column(column.id), access: column.notes.access)
        }
        for (relation, field) in led {
            guard let order = names[relation.target] else { continue }
            members.append(InputValueDefinition(name: field, type: .named(order), deprecationReason: relation.deprecation))
            parts.bind(input: field, on: name, to: relation.binding, access: relation.access)
        }
        let type = InputObjectType(
            name: name, description: "One thing to order `\(table.names.type)` by.", fields: Members(members), isOneOf: true)
        parts.add(.inputObject(type), access: table.notes.access, object: table.object)
    }
}
