import GraphModel

/// The columns that statements speak of, in what they select, compare, order by, join by and hand to functions.
struct ColumnMentions {
    private(set) var columns: [Table.ID: Set<Column.ID>] = [:]
    /// Tables of which whole rows are handed to functions.
    private(set) var wholeRows: Set<Table.ID> = []

    mutating func add(_ statement: StatementPlan) {
        switch statement.body {
        case .rows(let query): add(query)
        case .mutation(let mutation): add(mutation.call)
        case .figures(let cells, let page):
            for cell in cells { add(cell) }
            if let page { add(page) }
        }
    }

    private mutating func add(_ table: Table.ID, _ column: Column.ID) {
        columns[table, default: []].insert(column)
    }

    private mutating func add(_ reference: ColumnReference) {
        add(reference.table, reference.column)
    }

    private mutating func add(_ query: RowQuery) {
        for condition in query.conditions { add(condition) }
        for key in query.order { add(key.reference) }
        for join in query.orderJoins + query.joins { add(join) }
        for column in query.neededColumns { add(query.table, column) }
        for pair in query.through?.pairs ?? [] { add(query.through?.table ?? query.table, pair.source) }
        if let call = query.call { add(call) }
        if case .page(let page)? = query.spread { add(page) }
        for cell in query.cells { add(cell) }
    }

    private mutating func add(_ join: ReferenceJoin) {
        for pair in join.pairs { add(join.sourceTable, pair.source) }
        for condition in join.conditions { add(condition) }
        if let call = join.call { add(call) }
    }

    private mutating func add(_ aggregate: AggregateQuery) {
        add(aggregate.source)
        for key in aggregate.keys { add(aggregate.source.table, key) }
        for case .function(_, let column) in aggregate.figures { add(aggregate.source.table, column) }
        for join in aggregate.joins { add(join) }
        for cell in aggregate.cells { add(cell) }
    }

    private mutating func add(_ cell: Cell) {
        switch cell {
        case .column(_, let table, let column): add(table, column)
        case .rows(let query), .count(let query), .presence(let query): add(query)
        case .aggregate(let aggregate), .groups(let aggregate): add(aggregate)
        case .call(let call, _), .permission(let call): add(call)
        case .orderKey, .position, .figure: break
        }
    }

    private mutating func add(_ call: FunctionCall) {
        for input in call.inputs {
            switch input.value {
            case .column(let reference): add(reference)
            case .row(let table, _, _): wholeRows.insert(table)
            case .parameter, .limit, .null: break
            }
        }
    }

    private mutating func add(_ condition: Condition) {
        switch condition {
        case .compare(let reference, _, _), .isNull(let reference, _), .among(let reference, _, _), .begins(let reference, _, _, _),
            .includes(let reference, _, _):
            add(reference)
        case .matches(let inner, let outer):
            add(inner)
            add(outer)
        case .beyond(let order, _, _): for key in order { add(key.reference) }
        case .exists(let query): add(query)
        case .refers(let join): add(join)
        case .returned(let key, let call, _):
            for reference in key { add(reference) }
            add(call)
        case .all(let parts), .any(let parts): for part in parts { add(part) }
        case .not(let part), .unless(let part), .confirmed(let part): add(part)
        // A rule decides who sees a row, and tells nobody what is in it.
        case .declared, .declaredAmong: break
        }
    }
}
