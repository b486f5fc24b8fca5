import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema

extension Planner {
    /// Plans the fields of the query root, or those of them that a subscription follows: a statement for each that reads rows.
    mutating func planRoot(_ operation: OperationDefinition) throws(GraphQLError) -> ObjectShape {
        guard let rootName = schema.rootType(for: operation.type) else {
            throw GraphQLError(.validation, "Schema is not configured to execute \(operation.type.rawValue) operation.")
        }
        var fields: [FieldShape] = []
        // A subscription follows what a query reads, and a query goes on behind its cursors. Its `__typename` is not among the fields: the
        // specification rules it out.
        let readFrom = operation.type == .subscription ? schema.queryType ?? rootName : rootName
        for field in try select([operation.selectionSet], on: rootName) {
            fields.append(try planRootField(field, on: readFrom))
        }
        return ObjectShape(type: rootName, fields: fields)
    }

    private mutating func planRootField(_ field: SelectedField, on type: String) throws(GraphQLError) -> FieldShape {
        if let fault = field.fault { return shape(field, .none, .fault(fault)) }
        if field.name == "__typename" { return typeNameShape(field, type) }
        if field.name.hasPrefix("__") { return try introspectionShape(field) }
        switch graph.binding(ofField: field.name, on: type) {
        case .rowByID(let table):
            return try planRow(field, of: graph.tables[table]) { planner, builder in
                planner.restrict(builder, toID: field.argument("id"), of: builder.table)
            }
        case .rowByKey(let table, let arguments):
            return try planRow(field, of: graph.tables[table]) { _, builder in
                for argument in arguments {
                    let column = builder.table.columns[argument.column]
                    let source = field.argument(argument.name) ?? .constant(.null)
                    let parameter = builder.statement.newParameter(.argument(source, storedNames: column.storedNames), for: column)
                    builder.restrict(argument.column, toKey: parameter)
                }
            }
        case .node:
            return try planNode(field)
        case .nodesByID:
            return try planNodes(field)
        case .allRows(let table):
            return try planRootPage(field, on: type, of: graph.tables[table])
        default:
            return try planRootCall(field, on: type)
        }
    }

    /// Plans a field that is one row at the most.
    mutating func planRow(
        _ field: SelectedField, of table: Table, restrict: (inout Planner, RowBuilder) -> Void
    ) throws(GraphQLError) -> FieldShape {
        let key = SelectionKey(field)
        let known = rootRows[key]
        let builder = known ?? RowBuilder(statement: newStatement(), table: table, spreadStatement: nextStatement)
        if known == nil { restrict(&self, builder) }
        rootRows[key] = builder
        let object = try costing(Cost.row) { planner throws(GraphQLError) in
            try planner.planObject(table.typeName, field.selectionSets, from: builder.scope)
        }
        gatherSpread(of: builder)
        if builder.cells.isEmpty { _ = builder.scope.presenceSlot() }
        let statement = addStatement(
            .rows(builder.query()), of: builder, isLookup: builder.isPlain, at: builder.spreadStatement)
        let reader = FieldReader.row(statement: statement)
        guard field.typeName != table.typeName else { return shape(field, reader, .object(object)) }
        return shape(field, reader, .abstract(AbstractShape(type: field.typeName, possible: [object])))
    }

    private func restrict(_ builder: RowBuilder, toID id: ArgumentSource?, of table: Table) {
        for (part, column) in table.localKey.enumerated() {
            let source = Parameter.Source.globalID(id ?? .constant(.null), typeName: table.typeName, keyPart: part)
            let parameter = builder.statement.newParameter(source, for: table.columns[column])
            builder.restrict(column, toKey: parameter)
        }
    }

    /// Plans `node(id:)`: the id tells the type, so the type is part of what the plan depends on.
    private mutating func planNode(_ field: SelectedField) throws(GraphQLError) -> FieldShape {
        let id = field.argument("id")
        guard let table = nodeTable(GlobalID(resolve(id, .nodeType))?.typeName, for: field) else {
            return shape(field, .none, .abstract(AbstractShape(type: field.typeName, possible: [])))
        }
        return try planRow(field, of: table) { planner, builder in planner.restrict(builder, toID: id, of: table) }
    }

    /// Plans `nodes(ids:)`: a statement for each type that occurs among the ids.
    private mutating func planNodes(_ field: SelectedField) throws(GraphQLError) -> FieldShape {
        let ids = (field.argument("ids") ?? .constant(.list([]))).asList
        var names: Set<String> = []
        if case .list(let values)? = resolve(ids, .nodeType) { names = Set(values.compactMap { GlobalID($0)?.typeName }) }
        var parts: [RootRows.Part] = []
        var objects: [ObjectShape] = []
        for name in names.sorted() {
            guard let table = nodeTable(name, for: field) else { continue }
            let builder = RowBuilder(statement: newStatement(), table: table)
            let alias = builder.statement.newAlias()
            builder.lookup = Lookup(
                alias: alias,
                keys: table.localKey.enumerated().map { part, column in
                    let source = Parameter.Source.globalIDs(ids, typeName: name, keyPart: part)
                    return (column, .parameter(builder.statement.newKeysParameter(source, for: table.columns[column])))
                })
            objects.append(
                try costing({ Cost.list(ids, $0) }) { planner throws(GraphQLError) in
                    try planner.planObject(name, field.selectionSets, from: builder.scope)
                })
            let position = builder.append(.position(alias))
            let statement = addStatement(.rows(builder.query()), of: builder, isLookup: false)
            parts.append(RootRows.Part(statement: statement, position: position))
        }
        let rows = RootRows(parts: parts, ids: ids)
        return shape(field, .rows(rows), .abstract(AbstractShape(type: field.typeName, possible: objects)))
    }

    /// The table of a type that an id names; nil when the viewer has no such node type.
    private func nodeTable(_ typeName: String?, for field: SelectedField) -> Table? {
        guard let typeName, schema.isPossible(typeName, of: field.typeName),
            case .row(let table)? = graph.binding(ofType: typeName)
        else { return nil }
        return graph.tables[table]
    }
}
