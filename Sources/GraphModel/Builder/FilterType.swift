import GraphQLSchema

/// The filter of a list of a table's rows: `MerchantFilter { and or not name products … }`.
struct FilterType {
    let table: TableDraft
    let filter: ListFilter
    let names: [TableFilterNames]

    func add(to parts: inout GraphParts) {
        let name = filter.name
        let list = TypeReference.list(.nonNull(.named(name)))
        var members = [
            InputValueDefinition(name: "and", type: list), InputValueDefinition(name: "or", type: list),
            InputValueDefinition(name: "not", type: .named(name)),
        ]
        var taken = Set(members.map(\.name))
        let led = filter.relations.map { relation in (relation, InputName.free(relation.name, otherwise: "Row", in: &taken)) }
        for column in table.columns {
            guard let input = filter.columns[column.id] else { continue }
            let field = InputName.free(column.fieldName, otherwise: "Column", in: &taken)
            members.append(
                InputValueDefinition(
                    name: field, description: column.notes.description, type: .named(input.name),
                    deprecationReason: column.notes.deprecation))
            parts.bind(input: field, on: name, to: .column(column.id), access: column.notes.access)
        }
        for (relation, field) in led {
            let target = names[relation.target]
            members.append(
                InputValueDefinition(
                    name: field, type: .named(relation.isToMany ? target.many : target.filter), deprecationReason: relation.deprecation))
            parts.bind(input: field, on: name, to: relation.binding, access: relation.access)
        }
        let type = InputObjectType(
            name: name, description: "Which `\(table.names.type)` to have; all that is given must hold.", fields: Members(members))
        parts.add(.inputObject(type), access: table.notes.access, object: table.object)
    }

    /// The filter of a list of such rows, for what leads to them.
    func addMany(to parts: inout GraphParts) {
        let filter = TypeReference.named(names[table.id].filter)
        let type = InputObjectType(
            name: names[table.id].many,
            description: "What the `\(table.names.type)` that a row leads to must be; all that is given must hold.",
            fields: [
                InputValueDefinition(name: "some", description: "At least one is like this.", type: filter),
                InputValueDefinition(name: "every", description: "None is otherwise; there may be none at all.", type: filter),
                InputValueDefinition(name: "none", description: "Not one is like this.", type: filter),
            ])
        parts.add(.inputObject(type), access: table.notes.access, object: table.object)
    }
}

/// The names of a table's filters: of its rows, and of lists of them.
struct TableFilterNames {
    let filter: String
    let many: String

    init(_ names: TableNames) {
        filter = names.type + "Filter"
        many = "Many" + Words(of: names.list).pascalCase + "Filter"
    }
}

enum InputName {
    /// The name, or with `suffix` behind it where the name is taken.
    static func free(_ name: String, otherwise suffix: String, in taken: inout Set<String>) -> String {
        var name = name
        while !taken.insert(name).inserted { name += suffix }
        return name
    }
}
