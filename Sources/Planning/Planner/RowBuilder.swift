import GraphModel
import PostgresTypes

/// Collects what is selected of a row while the fields below it are planned.
final class RowBuilder {
    let statement: StatementBuilder
    let table: Table
    let alias: Alias
    var conditions: [Condition] = []
    var order: [OrderKey] = []
    var limit: RowLimit?
    var through: RowQuery.Through?
    var lookup: Lookup?
    /// The key of the single row, when one is looked up: each column with the parameter that it equals.
    private var key: [(column: Column.ID, parameter: Parameter.ID)] = []
    /// The position of the statement whose rows a page below may be spread over: only where there is a single row.
    let spreadStatement: Int?
    /// The page that is spread, and the positions of what reads it.
    private(set) var spread: (page: PagePlan, readers: [Int])?
    /// The pages below, by what was asked: fields that ask the same share one.
    var pages: [SelectionKey: PagePlan] = [:]
    private(set) var cells: [Cell] = []
    private var joins: [ReferenceJoin] = []
    private var neededColumns: [Column.ID] = []
    private var slots: [ColumnReference: Int] = [:]

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

    /// Spreads a page below over the statement's rows.
    func spread(_ page: PagePlan, readBy reader: Int) {
        spread = (page, (spread?.readers ?? []) + [reader])
    }

    /// Makes the spread page an array after all, where each of its rows would read the row's other pages and counts again.
    ///
    /// - Returns: the page's cell and the positions of what reads it; nil when nothing is read twice.
    func gatherSpread() -> (slot: Int, readers: [Int])? {
        guard let spread, readsFurther else { return nil }
        self.spread = nil
        let slot = append(.rows(spread.page.rowQuery()))
        spread.page.place = .cell(slot: slot)
        return (slot, spread.readers)
    }

    private var readsFurther: Bool {
        cells.contains { cell in
            switch cell {
            case .rows, .count: true
            case .column, .position: false
            }
        }
    }

    /// Whether reading a row means reading further rows for it.
    var hasPages: Bool {
        cells.contains { if case .rows = $0 { true } else { false } }
    }

    /// Restricts the rows to the one with this key; to be said once for each column of the key.
    func restrict(_ column: Column.ID, toKey parameter: Parameter.ID) {
        key.append((column, parameter))
        conditions.append(.compare(scope.reference(to: column), .equal, parameter))
    }

    /// The query of a single row in the form that finds the rows of many keys; nil where keys do not travel in arrays.
    func manyKeysQuery() -> RowQuery? {
        guard !key.isEmpty, key.allSatisfy({ !table.columns[$0.column].type.travelsAsText }) else { return nil }
        var query = query()
        query.conditions = conditions.filter { condition in
            guard case .compare(let reference, .equal, let parameter) = condition, reference.alias == alias else { return true }
            return !key.contains { $0 == (reference.column, parameter) }
        }
        let keys = Lookup(alias: statement.newAlias(), keys: key)
        query.lookup = keys
        query.cells.append(.position(keys.alias))
        return query
    }

    func query() -> RowQuery {
        for key in order { need(ColumnReference(alias: alias, table: table.id, column: key.column)) }
        return RowQuery(
            table: table.id, alias: alias, conditions: conditions, order: order, limit: limit, through: through, lookup: lookup,
            neededColumns: neededColumns, joins: joins, spread: spread.map { .page($0.page.rowQuery()) }, cells: cells)
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

    /// A cell that is null exactly when the row is not there: a key column, which is never null itself.
    func presenceSlot() -> Int {
        slot(of: table.localKey.first ?? table.columns.first { !$0.isNullable }?.id ?? 0)
    }
}
