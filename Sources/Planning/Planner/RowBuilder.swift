import GraphModel

/// Collects what is selected of a row while the fields below it are planned.
final class RowBuilder {
    let statement: StatementBuilder
    let table: Table
    let alias: Alias
    var conditions: [Condition] = []
    /// What else holds of the rows that a condition in the making is about.
    var narrowing: [Condition] = []
    var order: [RowOrder] = []
    var limit: RowLimit?
    var through: RowQuery.Through?
    var lookup: Lookup?
    var call: FunctionCall?
    /// The key of the single row, when one is looked up: each column with the parameter that it equals.
    var key: [(column: Column.ID, parameter: Parameter.ID)] = []
    /// The position of the statement whose rows a page below may be spread over: only where there is a single row.
    let spreadStatement: Int?
    /// The page that is spread.
    private(set) var spread: PagePlan?
    /// The pages below, by what was asked: fields that ask the same share one.
    var pages: [SelectionKey: PagePlan] = [:]
    private(set) var cells: [Cell] = []
    private(set) var joins: [ReferenceJoin] = []
    /// Rows joined before the limit, whose columns the order names.
    private var orderJoins: [ReferenceJoin] = []
    private var neededColumns: [Column.ID] = []
    private var slots: [ColumnReference: Int] = [:]
    /// How a cell is read, by its slot: equal columns share that too.
    private var leafReaders: [LeafReader?] = []

    init(statement: StatementBuilder, table: Table, spreadStatement: Int? = nil) {
        self.statement = statement
        self.table = table
        self.alias = statement.newAlias()
        self.spreadStatement = spreadStatement
        conditions = viewerConditions(of: table, as: alias)
    }

    /// The row itself, as the place that its fields are read from.
    var scope: RowScope { RowScope(builder: self, table: table, alias: alias) }

    /// Says that something outside the limited rows speaks of the column.
    func need(_ reference: ColumnReference) {
        if reference.alias == alias, !neededColumns.contains(reference.column) { neededColumns.append(reference.column) }
    }

    /// Returns the position of the column's cell; equal columns share one.
    func slot(of reference: ColumnReference) -> Int {
        if let slot = slots[reference] { return slot }
        need(reference)
        let slot = append(.column(reference.alias, reference.table, reference.column))
        slots[reference] = slot
        return slot
    }

    /// How a field of the column is read.
    func leaf(_ reference: ColumnReference, of column: Column) -> FieldReader {
        let slot = slot(of: reference)
        while leafReaders.count <= slot { leafReaders.append(nil) }
        let reader = leafReaders[slot] ?? LeafReader(of: column)
        leafReaders[slot] = reader
        return .leaf(slot: slot, reader)
    }

    func append(_ cell: Cell) -> Int {
        cells.append(cell)
        return cells.count - 1
    }

    /// Returns the row referred to, joined once however often it is asked for.
    func join(_ reference: Reference, from scope: RowScope, to table: Table) -> RowScope {
        for pair in reference.pairs where table.tenantColumn != pair.target { need(scope.reference(to: pair.source)) }
        let known = joins.first { $0.source == scope.alias && $0.table == reference.target && $0.pairs == reference.pairs }
        if let known { return RowScope(builder: self, table: table, alias: known.alias) }
        let alias = statement.newAlias()
        joins.append(
            ReferenceJoin(
                table: reference.target, alias: alias, source: scope.alias, sourceTable: scope.table.id, pairs: reference.pairs,
                conditions: viewerConditions(of: table, as: alias)))
        return RowScope(builder: self, table: table, alias: alias)
    }

    /// Puts another cell in the place of one.
    func replace(_ slot: Int, by cell: Cell) {
        cells[slot] = cell
    }

    /// Returns the row referred to as the order sees it, joined once however many keys name it.
    func joinForOrder(_ reference: Reference, from scope: RowScope, to table: Table) -> RowScope {
        let known = orderJoins.first { $0.source == scope.alias && $0.table == reference.target && $0.pairs == reference.pairs }
        if let known { return RowScope(builder: self, table: table, alias: known.alias) }
        let alias = statement.newAlias()
        orderJoins.append(
            ReferenceJoin(
                table: reference.target, alias: alias, source: scope.alias, sourceTable: scope.table.id, pairs: reference.pairs,
                conditions: viewerConditions(of: table, as: alias)))
        return RowScope(builder: self, table: table, alias: alias)
    }

    /// Returns the position of the cell that holds what the order's key at `position` is in the row.
    func orderSlot(_ position: Int) -> Int {
        let reference = order[position].reference
        return reference.alias == alias ? slot(of: reference) : append(.orderKey(alias, table.id, position: position))
    }

    /// The row that a reference leads to from the builder's own, as a row of the table under all of its rules.
    func reference(_ reference: Reference, to table: Table) -> ReferenceJoin {
        let alias = statement.newAlias()
        return ReferenceJoin(
            table: reference.target, alias: alias, source: self.alias, sourceTable: self.table.id, pairs: reference.pairs,
            conditions: viewerConditions(of: table, as: alias))
    }

    /// Returns the table's row that a function returns, joined as the table has it and under all of its rules.
    func join(_ call: FunctionCall, returning table: Table) -> RowScope {
        let returned = statement.newAlias()
        let alias = statement.newAlias()
        joins.append(
            ReferenceJoin(
                table: table.id, alias: returned, source: returned, sourceTable: table.id, pairs: [], conditions: [], call: call))
        joins.append(
            ReferenceJoin(
                table: table.id, alias: alias, source: returned, sourceTable: table.id,
                pairs: table.primaryKey.map { ColumnPair(source: $0, target: $0) }, conditions: viewerConditions(of: table, as: alias)))
        return RowScope(builder: self, table: table, alias: alias)
    }

    /// Spreads a page below over the statement's rows.
    func spread(_ page: PagePlan) {
        spread = page
    }

    /// Makes the spread page an array after all, where each of its rows would read the row's other pages and counts again.
    ///
    /// - Returns: the page, which is in a cell now; nil when nothing is read twice.
    func gatherSpread() -> PagePlan? {
        guard let page = spread, readsFurther else { return nil }
        spread = nil
        page.place = .cell(slot: append(.rows(page.rowQuery())))
        return page
    }

    /// Whether reading a row means reading further rows for it, if only to count them.
    var readsFurther: Bool {
        cells.contains { cell in
            switch cell {
            case .rows, .count, .presence, .aggregate, .groups, .call, .permission: true
            case .column, .position, .orderKey, .figure: false
            }
        }
    }

    /// Whether reading a row is as cheap as finding it: nothing else is read for it, and nobody else's code runs.
    var isPlain: Bool { !readsFurther && spread == nil && call == nil && joins.allSatisfy { $0.call == nil } }

    /// Whether there are pages of rows below.
    var hasPages: Bool {
        cells.contains { if case .rows = $0 { true } else { false } }
    }

    func query() -> RowQuery {
        for key in order.deciding(of: alias, besides: conditions.fixedColumns(of: alias)) { need(key.element.reference) }
        return RowQuery(
            table: table.id, alias: alias, conditions: conditions, order: order, orderJoins: orderJoins, limit: limit, through: through,
            lookup: lookup, call: call, neededColumns: neededColumns, joins: joins, spread: spread.map { .page($0.rowQuery()) },
            cells: cells)
    }
}

/// A row that fields are read from: the builder's own, or one joined to it.
struct RowScope {
    let builder: RowBuilder
    let table: Table
    let alias: Alias

    func reference(to column: Column.ID) -> ColumnReference {
        ColumnReference(alias: alias, table: table.id, column: column)
    }

    func slot(of column: Column.ID) -> Int {
        builder.slot(of: reference(to: column))
    }

    func leaf(_ column: Column) -> FieldReader {
        builder.leaf(reference(to: column.id), of: column)
    }

    /// A cell that is null exactly when the row is not there: a key column, which is never null itself.
    func presenceSlot() -> Int {
        slot(of: table.localKey.first ?? table.columns.first { !$0.isNullable }?.id ?? 0)
    }
}
