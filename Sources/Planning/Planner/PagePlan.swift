import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import PostgresTypes

/// A page while it is planned: the rows in it, and what its fields ask of them.
final class PagePlan {
    let table: Table
    let item: RowBuilder
    let arguments: PageArguments
    let coordinate: String
    /// Adds the conditions that say which rows belong to the connection, to a builder of such rows.
    let restrict: (RowBuilder) -> Void
    /// Adds a cell that tells something of all rows, and says where it will be.
    let addFigure: (Cell) -> FigurePlace
    /// The cell of a column that keeps count of the rows, where one does for this viewer.
    let keptCount: (() -> Int)?
    private(set) var cursorSlots: [Int] = []
    private(set) var count: PageReader.Count?
    /// What is read of all rows, whatever the page.
    var figureCosts: [Cost] = []
    /// Whether anything is asked of the rows themselves; a count alone needs none.
    private(set) var isRead = false
    private var isProbed = false

    init(
        of table: Table, item: RowBuilder, arguments: PageArguments, coordinate: String, keptCount: (() -> Int)? = nil,
        addFigure: @escaping (Cell) -> FigurePlace, restrict: @escaping (RowBuilder) -> Void
    ) {
        self.table = table
        self.item = item
        self.arguments = arguments
        self.coordinate = coordinate
        self.restrict = restrict
        self.addFigure = addFigure
        self.keptCount = keptCount
    }

    /// Sees to it that the cells which make a row's cursor are selected.
    func needCursors() {
        guard cursorSlots.isEmpty else { return }
        cursorSlots = arguments.order.map { item.scope.slot(of: $0.column) }
    }

    /// Sees to it that the rows are counted, once for all fields that ask.
    func needCount() {
        guard count == nil else { return }
        if let keptCount {
            count = .kept(slot: keptCount())
        } else {
            figureCosts.append(.scan(rows: AggregateBounds.counted))
            count = .counted(addFigure(.count(allRows(atMost: AggregateBounds.counted + 1).query())))
        }
    }

    func needRows() {
        isRead = true
    }

    /// Sees to it that one row more than the page has is read, which tells whether there is a next page.
    func needNext() {
        isProbed = true
    }

    var cursorScope: CursorScope { CursorScope(coordinate: coordinate, order: arguments.order, table: table) }

    /// The page's rows, and one more where a field asks what follows, in the direction that they are asked for in.
    func rowQuery() -> RowQuery {
        if item.cells.isEmpty { _ = item.scope.presenceSlot() }
        restrict(item)
        item.order = arguments.isBackward ? arguments.order.map(\.reversed) : arguments.order
        item.conditions += arguments.filter.map { [$0(item)] } ?? []
        addCursor(arguments.after, order: arguments.order)
        addCursor(arguments.before, order: arguments.order.map(\.reversed))
        let probe = isProbed ? 1 : 0
        item.limit = item.statement.limit(arguments.size, probe: probe)
        return item.query()
    }

    private func addCursor(_ source: ArgumentSource?, order: [OrderKey]) {
        guard let source else { return }
        let parameters = order.enumerated().map { part, key in
            item.statement.newParameter(.cursor(source, cursorScope, keyPart: part), for: table.columns[key.column])
        }
        item.conditions.append(.beyond(order, item.alias, table.id, parameters))
    }

    /// All rows of the connection, whatever the page, up to a bound.
    func allRows(atMost bound: Int) -> RowBuilder {
        let rows = RowBuilder(statement: item.statement, table: table)
        restrict(rows)
        rows.conditions += arguments.filter.map { [$0(rows)] } ?? []
        rows.limit = .fixed(bound)
        return rows
    }

    func reader(place: PageReader.Place) -> PageReader {
        PageReader(
            place: place, size: arguments.size, isBackward: arguments.isBackward,
            isBeyondCursor: (arguments.isBackward ? arguments.before : arguments.after) != nil, cursorSlots: cursorSlots,
            cursorScope: cursorScope, count: count)
    }
}

extension OrderKey {
    /// The key of the opposite order.
    var reversed: OrderKey { OrderKey(column: column, isDescending: !isDescending, nullsFirst: !nullsFirst) }
}
