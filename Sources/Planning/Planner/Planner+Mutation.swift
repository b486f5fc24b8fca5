import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation

extension Planner {
    /// Returns the plan of a mutation: its fields, each with statements of its own.
    static func planMutation(
        _ operation: ValidOperation, in graph: Graph, for viewer: ViewerKind, variables: Variables
    ) throws(GraphQLError) -> OperationPlan {
        var root = Planner(operation, in: graph, for: viewer, variables: variables)
        guard let rootName = root.schema.mutationType else { throw GraphQLError(.validation, "There are no mutations here.") }
        try root.askConditions()
        var shapes: [FieldShape] = []
        var mutations: [MutationPlan] = []
        var costs: [Cost] = []
        var alone: SelectedField?
        for field in try root.select([root.operation.selectionSet], on: rootName) {
            guard field.name != "__typename" else {
                shapes.append(root.typeNameShape(field, rootName))
                continue
            }
            guard case .mutation(let mutation)? = graph.binding(ofField: field.name, on: rootName) else { throw root.unplannable(field) }
            guard mutations.count < fieldsPerMutation else {
                throw GraphQLError(.tooComplex, "A mutation has at most \(fieldsPerMutation) fields; send the rest by itself.")
            }
            if mutation.isAlone { alone = field }
            var planner = Planner(operation, in: graph, for: viewer, variables: variables)
            planner.filterConditions = root.filterConditions
            let shape = try planner.planMutationField(field, mutation)
            root.filterConditions = planner.filterConditions
            let plan = try planner.finished(ObjectShape(type: rootName, fields: [shape]))
            root.reads.add(plan.reads)
            costs += plan.costs
            let input = field.argument("input") ?? .constant(.object([]))
            mutations.append(
                MutationPlan(
                    field: shapes.count, plan: plan, operationName: operation.definition.name?.value, input: input,
                    key: input.stepping(.field("idempotencyKey")),
                    inputFields: mutation.function.inputFields))
            shapes.append(shape)
        }
        let isOneTransaction = root.operation.directives.contains { $0.name.value == TransactionDirective.name }
        if isOneTransaction, mutations.count > 1, let alone {
            throw GraphQLError(
                .validation, "\"\(alone.name)\" is a transaction of its own: send it without @\(TransactionDirective.name), or by itself.")
        }
        return OperationPlan(
            statements: [], shape: ObjectShape(type: rootName, fields: shapes), readers: [], reads: root.reads, costs: costs,
            marks: [], isImpersonal: false, mutations: mutations, isOneTransaction: isOneTransaction)
    }

    private static let fieldsPerMutation = 100
    /// Rows that a function returns at the most which says nothing of it by `@cost`.
    private static let returnedRows = 200

    /// Plans the call, then the payload: what the function returned is read by statements behind it, under the viewer's rules.
    private mutating func planMutationField(_ field: SelectedField, _ mutation: Mutation) throws(GraphQLError) -> FieldShape {
        if let fault = field.fault { return shape(field, .none, .fault(fault)) }
        let statement = newStatement()
        let call = callPlan(mutation.function, from: field.argument("input")).call(in: statement, from: nil)
        var kept: [MutationCall.Kept] = []
        for rows in mutation.rows {
            for column in graph.tables[rows.table].localKey {
                kept.append(MutationCall.Kept(rows: rows, column: column, values: KeptValues(number: kept.count + 1)))
            }
        }
        let body = MutationCall(call: call, alias: statement.newAlias(), values: mutation.values, kept: kept)
        _ = addStatement(.mutation(body), in: statement, isLookup: false)
        let given = field.rowsGiven(to: mutation.function)
        let cost = Cost.call(rows: mutation.function.rows ?? 1)
        add(.work(given.map { .list($0, [cost]) } ?? cost))
        var fields: [FieldShape] = []
        for inner in try select(field.selectionSets, on: field.typeName) {
            fields.append(try planPayloadField(inner, of: field, mutation, kept))
        }
        return shape(field, .payload, .object(ObjectShape(type: field.typeName, fields: fields)))
    }

    private mutating func planPayloadField(
        _ field: SelectedField, of parent: SelectedField, _ mutation: Mutation, _ kept: [MutationCall.Kept]
    ) throws(GraphQLError) -> FieldShape {
        if field.name == "__typename" { return typeNameShape(field, parent.typeName) }
        switch graph.binding(ofField: field.name, on: parent.typeName) {
        case .clientMutationID:
            let source = parent.argument("input")?.stepping(.field("clientMutationId"))
            return shape(field, .argument(source ?? .constant(.null)), .leaf(.string))
        case .mutationValue(let index):
            return try planRootValue(field, of: mutation.values[index].value, statement: 0, column: index)
        case .mutationRows(let index):
            let place = mutation.rows[..<index].reduce(0) { $0 + graph.tables[$1.table].localKey.count }
            let rows = mutation.rows[index]
            return try planReturned(
                rows, of: mutation.function, from: parent, field, kept[place..<(place + graph.tables[rows.table].localKey.count)])
        default:
            throw unplannable(field)
        }
    }

    /// Plans rows that the function returned, as they are after it: read by their keys.
    private mutating func planReturned(
        _ rows: MutationRows, of function: Function, from call: SelectedField, _ field: SelectedField, _ keys: ArraySlice<MutationCall.Kept>
    ) throws(GraphQLError) -> FieldShape {
        let table = graph.tables[rows.table]
        let builder = RowBuilder(statement: newStatement(), table: table)
        let alias = builder.statement.newAlias()
        builder.lookup = Lookup(alias: alias, keys: keys.map { ($0.column, .kept($0.values)) })
        let given = call.rowsGiven(to: function)
        let cost = { (parts: [Cost]) -> Cost in
            guard rows.form != .one else { return .row(parts) }
            return given.map { .list($0, parts) } ?? .times(function.rows ?? Self.returnedRows, parts)
        }
        let object = try costing(cost) { planner throws(GraphQLError) in
            try planner.planObject(table.typeName, field.selectionSets, from: builder.scope)
        }
        if builder.cells.isEmpty { _ = builder.scope.presenceSlot() }
        guard rows.form != .one else {
            let statement = addStatement(.rows(builder.query()), of: builder, isLookup: false)
            return shape(field, .row(statement: statement), .object(object))
        }
        let position = builder.append(.position(alias))
        let statement = addStatement(.rows(builder.query()), of: builder, isLookup: false)
        return shape(field, .returned(RootRows.Part(statement: statement, position: position)), .object(object))
    }
}

extension SelectedField {
    /// The argument in which a mutation is given its rows, which are about as many as it reads and returns; nil where it is given none.
    fileprivate func rowsGiven(to function: Function) -> ArgumentSource? {
        for input in function.inputs {
            if case .rows(let name, _) = input.source { return argument("input")?.stepping(.field(name)) }
        }
        return nil
    }
}

extension Function {
    /// The names of the arguments by the parameters that they give values to.
    fileprivate var inputFields: [String: String] {
        var fields: [String: String] = [:]
        for input in inputs {
            switch input.source {
            case .argument(let field, _), .id(let field, _), .rows(let field, _): fields[input.name?.name ?? ""] = field
            case .tenant, .row, .column, .limit, .after: break
            }
        }
        return fields
    }
}
