import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema

extension Planner {
    /// Plans `merchants(…)`: a statement whose rows are the page's. What is told of all rows stands beside each of them, so that it is
    /// seen at the same moment.
    mutating func planRootPage(_ field: SelectedField, on type: String, of table: Table) throws(GraphQLError) -> FieldShape {
        let key = SelectionKey(field)
        if let known = rootPages[key] { return try place(known, for: field) }
        let arguments = try pageArguments(of: field, table: table, defaultOrder: table.defaultOrder)
        let item = RowBuilder(statement: newStatement(), table: table)
        let page = PagePlan(
            of: table, item: item, arguments: arguments, coordinate: "\(type).\(field.name)", in: graph, figures: rootFigures,
            restrict: { _ in })
        let reading = try place(page, for: field)
        // One that asks nothing has no statement, and its place is another's.
        if page.isRead || !page.figures.cells.isEmpty { rootPages[key] = page }
        return reading
    }

    /// Where the next page of the root keeps what is told of other rows than its own.
    var rootFigures: FigureCells { FigureCells(inStatement: nextStatement) }

    /// Plans a page as a statement whose rows are the page's. What is told of other rows stands beside each of them, so that it is seen at
    /// the same moment. A page that other fields asked for already gets what this one asks for beside.
    mutating func place(_ page: PagePlan, for field: SelectedField) throws(GraphQLError) -> FieldShape {
        let object = try planConnection(field, of: page)
        let (figures, position) = (page.figures.cells, page.figures.statement)
        if page.isRead {
            // With figures there is a row even where the page has none.
            page.place = .rows(statement: position, presence: figures.isEmpty ? nil : page.item.scope.presenceSlot())
        }
        if !figures.isEmpty {
            _ = addStatement(
                .figures(figures, page: page.isRead ? page.rowQuery() : nil), in: page.item.statement, isLookup: false,
                spreadOffset: figures.count, at: position)
        } else if page.isRead {
            _ = addStatement(.rows(page.rowQuery()), of: page.item, isLookup: false, at: position)
        }
        return read(page, by: field, object)
    }

    /// A field that reads the page, which may have become another for the fields before it too.
    private mutating func read(_ page: PagePlan, by field: SelectedField, _ object: ObjectShape) -> FieldShape {
        let reading = shape(field, .page(page.reader()), .object(object))
        page.add(reader: reading.slot)
        tellReaders(of: page)
        return reading
    }

    /// Plans a page of rows that a key leads to, below a row.
    mutating func planPage(
        _ field: SelectedField, on type: String, _ connection: Connection, from scope: RowScope
    ) throws(GraphQLError) -> FieldShape {
        let key = SelectionKey(field, on: scope.alias)
        if let known = scope.builder.pages[key] { return try place(known, for: field, below: scope) }
        let table = graph.tables[connection.target]
        // Through a join table only the key's order is one that an index of the join table serves.
        let standard = connection.through == nil ? table.defaultOrder : table.localKey.map { OrderKey(column: $0) }
        let arguments = try pageArguments(of: field, table: table, defaultOrder: standard)
        let item = RowBuilder(statement: scope.builder.statement, table: table)
        for pair in connection.pairs where pair.source != scope.table.tenantColumn { scope.builder.need(scope.reference(to: pair.source)) }
        let counter = connection.counter.flatMap { counter in
            arguments.filter == nil && counter.isTold(to: viewer) && viewer.holds(table.rowRule?.scope)
                ? counter.column : nil
        }
        let page = PagePlan(
            of: table, item: item, arguments: arguments, coordinate: "\(type).\(field.name)", in: graph,
            figures: FigureCells(below: scope.builder), keptCount: counter.map { column in { scope.slot(of: column) } },
            restrict: { [graph] builder in builder.follow(connection, in: graph, from: scope) })
        scope.builder.pages[key] = page
        return try place(page, for: field, below: scope)
    }

    /// Plans a page as an array in the row's cells, or as the statement's own rows below a single row. A page that other fields asked for
    /// already gets what this one asks for beside.
    mutating func place(_ page: PagePlan, for field: SelectedField, below scope: RowScope) throws(GraphQLError) -> FieldShape {
        let object = try planConnection(field, of: page)
        if page.isRead { place(page, below: scope.builder) }
        return read(page, by: field, object)
    }

    private func place(_ page: PagePlan, below builder: RowBuilder) {
        let rows = page.rowQuery()
        switch page.place {
        case .cell(let slot):
            builder.replace(slot, by: .rows(rows))
        case .rows:
            // The builder asks the page itself for its rows.
            break
        case .unread:
            if let statement = builder.spreadStatement, builder.spread == nil, page.item.hasPages {
                // One row for each element, with arrays only for what is below it: 0.72–0.75 of the time of nested arrays.
                page.place = .rows(statement: statement, presence: page.item.scope.presenceSlot())
                builder.spread(page)
            } else {
                page.place = .cell(slot: builder.append(.rows(rows)))
            }
        }
    }

    /// Plans the selected fields of a connection, and keeps what they cost: the page's for each of its rows, the rest once.
    private mutating func planConnection(_ field: SelectedField, of page: PagePlan) throws(GraphQLError) -> ObjectShape {
        let object = try costing({ page.isRead ? Cost.page(page.arguments.size, $0) : Cost.row($0) }) { planner throws(GraphQLError) in
            try planner.planConnection(field.typeName, field.selectionSets, of: page)
        }
        for cost in page.takeFigureCosts() + (page.isRead ? page.filterCosts : []) { add(cost) }
        return object
    }

    private mutating func planConnection(
        _ typeName: String, _ selectionSets: [SelectionSet], of page: PagePlan
    ) throws(GraphQLError) -> ObjectShape {
        var fields: [FieldShape] = []
        for field in try select(selectionSets, on: typeName) {
            fields.append(try planConnectionField(field, on: typeName, of: page))
        }
        return ObjectShape(type: typeName, fields: fields)
    }

    private mutating func planConnectionField(
        _ field: SelectedField, on typeName: String, of page: PagePlan
    ) throws(GraphQLError) -> FieldShape {
        if let fault = field.fault { return shape(field, .none, .fault(fault)) }
        if field.name == "__typename" { return typeNameShape(field, typeName) }
        let inner = field.typeName
        switch graph.binding(ofField: field.name, on: typeName) {
        case .edges:
            page.needRows(listed: true)
            return shape(field, .edges, .object(try planConnection(inner, field.selectionSets, of: page)))
        case .nodes:
            page.needRows(listed: true)
            return shape(field, .nodes, .object(try planObject(inner, field.selectionSets, from: page.node)))
        case .edgeNode:
            return shape(field, .edgeNode, .object(try planObject(inner, field.selectionSets, from: page.node)))
        case .edgeColumn(let id):
            return shape(field, page.item.scope.leaf(page.table.columns[id]), try leaf(field))
        case .edgeCursor:
            page.needCursors()
            return shape(field, .edgeCursor, .leaf(.string))
        case .pageInfo:
            page.needRows(listed: false)
            return shape(field, .pageInfo, .object(try planConnection(inner, field.selectionSets, of: page)))
        case .totalCount:
            page.needCount()
            return shape(field, .totalCount, .leaf(.int))
        case .isCapped:
            page.needCount()
            return shape(field, .isCapped, .leaf(.boolean))
        case .aggregation(.whole):
            return try planAggregate(field, of: page)
        case .aggregation(.grouped):
            return try planGroups(field, of: page)
        case .hasNextPage:
            page.needNext()
            return shape(field, .hasNextPage, .leaf(.boolean))
        case .hasPreviousPage:
            page.needPrevious()
            return shape(field, .hasPreviousPage, .leaf(.boolean))
        case .startCursor:
            page.needCursors()
            return shape(field, .startCursor, .leaf(.string))
        case .endCursor:
            page.needCursors()
            return shape(field, .endCursor, .leaf(.string))
        default:
            throw unplannable(field)
        }
    }
}

extension RowBuilder {
    /// Restricts the builder's rows to those that a connection leads to from a row.
    func follow(_ connection: Connection, in graph: Graph, from scope: RowScope) {
        var entry = (alias: alias, table: table.id)
        if let join = connection.through {
            let joinAlias = statement.newAlias()
            through = RowQuery.Through(table: join.table, alias: joinAlias, pairs: join.pairs)
            entry = (alias: joinAlias, table: join.table)
            conditions += viewerConditions(of: graph.tables[join.table], as: joinAlias)
        }
        conditions += connection.pairs.map { pair in
            .matches(
                ColumnReference(alias: entry.alias, table: entry.table, column: pair.target),
                outer: scope.reference(to: pair.source))
        }
    }
}
