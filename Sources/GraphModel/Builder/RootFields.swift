import GraphQLSchema

/// The fields of the query root.
struct RootFields {
    private(set) var set = FieldSet(type: "Query")
    private(set) var problems: [GraphProblem] = []
    private let options: GraphOptions

    init(_ tables: [TableTypes], _ options: GraphOptions) {
        self.options = options
        let ids = InputValueDefinition(name: "ids", type: .nonNull(.list(.nonNull(.named("ID")))))
        let id = InputValueDefinition(name: "id", type: .nonNull(.named("ID")))
        add(
            FieldDraft(
                name: "node", type: .named("Node"), arguments: [id], binding: .node, description: "What has this global id.",
                object: "the query root"))
        add(
            FieldDraft(
                name: "nodes", type: .nonNull(.list(.named("Node"))), arguments: [ids], binding: .nodesByID,
                description: "What has these global ids, in their order; null for each that nothing has.", object: "the query root"))
        for types in tables {
            addRow(types.table, id)
            addList(types)
        }
        for types in tables { addKeys(of: types.table) }
    }

    mutating func add(_ field: FieldDraft, otherwise others: [String] = []) {
        do throws(GraphProblem) {
            try set.add(field, otherwise: others)
        } catch {
            problems.append(error)
        }
    }

    private mutating func addRow(_ table: TableDraft, _ id: InputValueDefinition) {
        let field = FieldDraft(
            name: table.names.row, type: .named(table.names.type), arguments: [id], binding: .rowByID(table.id),
            description: "The `\(table.names.type)` of this id.", deprecation: table.notes.deprecation, object: table.object)
        add(field, otherwise: options.exposeAll ? [table.names.row + "ByID"] : [])
    }

    private mutating func addList(_ types: TableTypes) {
        let table = types.table
        let field = FieldDraft(
            name: table.names.list, type: .nonNull(.named(types.connection)), arguments: types.pageArguments, binding: .allRows(table.id),
            description: "Every `\(table.names.type)`, a page at a time.",
            deprecation: table.notes.deprecation, object: table.object)
        add(field, otherwise: options.exposeAll ? [table.names.row + "List"] : [])
    }

    /// `merchantBySlug(slug:)` for every unique key. The primary key has one only where `merchant(id:)` says nothing of its columns:
    /// when there are several, when it is not called `id`, or in a database of one tenant.
    private mutating func addKeys(of table: TableDraft) {
        let hiddenKeys = table.source.uniqueKeys.filter { isHidden($0, of: table) }.compactMap { table.columns(numbered: $0.columns) }
        for key in table.uniqueKeys where !hiddenKeys.contains(key) {
            let columns = table.local(key).map { table.columns[$0] }
            let isPlainID = key == table.primaryKey && columns.count == 1 && columns[0].source.name == "id" && options.tenancy == .column
            let canAsk = columns.allSatisfy { $0.shape.comparable != nil && $0.notes.hidden == nil && !$0.fieldName.isEmpty }
            guard !isPlainID, canAsk else { continue }
            do throws(GraphProblem) {
                let access = try Guard.all(of: columns.map(\.notes.access), for: table.object)
                let names = columns.map { Words(of: $0.fieldName).pascalCase }.joined(separator: "And")
                let field = FieldDraft(
                    name: "\(table.names.row)By\(names)", type: .named(table.names.type),
                    arguments: columns.map { column in
                        InputValueDefinition(
                            name: column.fieldName, type: .nonNull(column.shape.output))
                    },
                    binding: .rowByKey(table.id, columns.map { KeyArgument(name: $0.fieldName, column: $0.id) }), access: access,
                    description: "The `\(table.names.type)` of this key.", deprecation: table.notes.deprecation, object: table.object)
                try set.add(field)
            } catch {
                problems.append(error)
            }
        }
    }

    /// Whether a unique key's comment says that it makes no field.
    private mutating func isHidden(_ key: CatalogSnapshot.Key, of table: TableDraft) -> Bool {
        let object = "constraint \(table.source.qualifiedName).\(key.name)"
        let (notes, found) = DirectiveReader(place: .constraint, object: object).read(key.comment)
        problems += found
        return notes.hidden != nil
    }
}
