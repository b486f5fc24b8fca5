import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import PostgresTypes

extension Planner {
    /// Plans a field of a row that a function answers.
    mutating func planCall(_ field: SelectedField, on type: String, from scope: RowScope) throws(GraphQLError) -> FieldShape {
        let builder = scope.builder
        switch graph.binding(ofField: field.name, on: type) {
        case .value(let function, let value):
            let plan = needed(function, for: field, from: scope)
            add(.call(rows: function.rows ?? 1))
            let slot = builder.append(.call(plan.call(in: builder.statement, from: scope), value))
            guard !value.type.isDocument(as: field.typeName) else { return try planDocument(field, at: slot, of: value.type) }
            return shape(field, .leaf(slot: slot, LeafReader(of: value)), try leaf(field))
        case .ability(let function):
            let plan = needed(function, for: field, from: scope)
            add(.call(rows: function.rows ?? 1))
            let slot = builder.append(.permission(plan.call(in: builder.statement, from: scope)))
            return shape(field, .leaf(slot: slot, LeafReader(of: .bool)), try leaf(field))
        case .calledRow(let function, let table):
            let plan = needed(function, for: field, from: scope)
            add(.call(rows: function.rows ?? 1))
            let row = builder.join(plan.call(in: builder.statement, from: scope), returning: graph.tables[table])
            let presence = row.presenceSlot()
            let object = try planObject(row.table.typeName, field.selectionSets, from: row)
            return shape(field, .sameRow(presence: presence), .object(object))
        case .calledRows(let function, let rows):
            let page = try calledPage(field, on: type, needed(function, for: field, from: scope), rows, in: builder.statement, from: scope)
            return try place(page, for: field, below: scope)
        case .keyedSet(let function, let set):
            let page = try keyedPage(field, on: type, needed(function, for: field, from: scope), set, in: builder.statement, from: scope)
            return try place(page, for: field, below: scope)
        default:
            throw unplannable(field)
        }
    }

    /// Plans a field of the query root that a function answers.
    mutating func planRootCall(_ field: SelectedField, on type: String) throws(GraphQLError) -> FieldShape {
        switch graph.binding(ofField: field.name, on: type) {
        case .value(let function, let value):
            let plan = callPlan(function, for: field)
            add(.call(rows: function.rows ?? 1))
            let statement = newStatement()
            let cell = Cell.call(plan.call(in: statement, from: nil), value)
            let position = addStatement(.figures([cell], page: nil), in: statement, isLookup: false)
            return try planRootValue(field, of: value, statement: position, column: 0)
        case .calledRow(let function, let table):
            let plan = callPlan(function, for: field)
            if let rows = function.rows { add(.call(rows: rows)) }
            return try planRow(field, of: graph.tables[table]) { _, builder in builder.restrict(to: plan, from: nil) }
        case .calledRows(let function, let rows):
            let page = try calledPage(field, on: type, callPlan(function, for: field), rows, in: newStatement(), from: nil)
            return try place(page, for: field)
        case .keyedSet(let function, let set):
            let page = try keyedPage(field, on: type, callPlan(function, for: field), set, in: newStatement(), from: nil)
            return try place(page, for: field)
        default:
            throw unplannable(field)
        }
    }

    private mutating func needed(_ function: Function, for field: SelectedField, from scope: RowScope) -> CallPlan {
        let plan = callPlan(function, for: field)
        plan.need(from: scope)
        return plan
    }

    /// The rows of a table that a function picks: they come from the table, under all of its rules.
    private mutating func calledPage(
        _ field: SelectedField, on type: String, _ plan: CallPlan, _ rows: CalledRows, in statement: StatementBuilder, from scope: RowScope?
    ) throws(GraphQLError) -> PagePlan {
        if let rows = plan.function.rows { add(.call(rows: rows)) }
        let table = graph.tables[rows.table]
        let arguments = try pageArguments(of: field, table: table, defaultOrder: rows.order)
        let item = RowBuilder(statement: statement, table: table)
        return PagePlan(
            of: table, item: item, arguments: arguments, coordinate: "\(type).\(field.name)", in: graph, figures: figures(below: scope),
            restrict: { $0.restrict(to: plan, from: scope) })
    }

    /// A function's own rows, as far as the rows that they stand for may be seen.
    private mutating func keyedPage(
        _ field: SelectedField, on type: String, _ plan: CallPlan, _ set: KeyedSet, in statement: StatementBuilder, from scope: RowScope?
    ) throws(GraphQLError) -> PagePlan {
        if let rows = plan.function.rows { add(.call(rows: rows)) }
        let table = graph.tables[set.rows]
        let target = graph.tables[set.reference.target]
        let arguments = try pageArguments(of: field, table: table, defaultOrder: table.defaultOrder)
        let cursor = arguments.order.scope(of: "\(type).\(field.name)", on: table, in: graph)
        let item = RowBuilder(statement: statement, table: table)
        return PagePlan(
            of: table, item: item, arguments: arguments, coordinate: cursor.coordinate, in: graph, figures: figures(below: scope),
            standingFor: (set.reference, target),
            restrict: { $0.restrict(to: plan, from: scope, page: (arguments, cursor), standingFor: (set.reference, target)) },
            restrictFromStart: plan.takesPlace
                ? { $0.restrict(to: plan, from: scope, page: (arguments.fromStart, cursor), standingFor: (set.reference, target)) } : nil)
    }

    private func figures(below scope: RowScope?) -> FigureCells {
        scope.map { FigureCells(below: $0.builder) } ?? rootFigures
    }
}

extension RowBuilder {
    /// Makes the builder's rows those of a function, as far as the rows that they stand for may be seen.
    fileprivate func restrict(
        to plan: CallPlan, from scope: RowScope?, page: (arguments: PageArguments, cursor: CursorScope),
        standingFor target: (reference: Reference, table: Table)
    ) {
        call = plan.call(in: statement, from: scope, page: (limit, page.arguments, page.cursor))
        conditions.append(.refers(reference(target.reference, to: target.table)))
    }

    /// Restricts the builder's rows to those that a function returns.
    fileprivate func restrict(to plan: CallPlan, from scope: RowScope?) {
        let key = table.primaryKey.map { self.scope.reference(to: $0) }
        conditions.append(.returned(key, by: plan.call(in: statement, from: scope), as: statement.newAlias()))
    }
}
