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
    let cursorScope: CursorScope
    /// Adds the conditions that say which rows belong to the connection, to a builder of such rows.
    let restrict: (RowBuilder) -> Void
    /// The same from the connection's first row on, whatever cursor the page begins behind, where a function pages by itself.
    private let restrictFromStart: ((RowBuilder) -> Void)?
    /// Where is told what is asked of other rows than the page's.
    let figures: FigureCells
    /// The cell of a column that keeps count of the rows, where one does for this viewer.
    private let keptCount: (() -> Int)?
    /// What the rows stand for, where that is another table's rows.
    private let target: (reference: Reference, table: Table)?
    private let graph: Graph
    /// Where its rows are; all fields that ask for the page find them there.
    var place = PageReader.Place.unread
    /// The positions of the fields' readers.
    private(set) var readers: [Int] = []
    private(set) var cursorSlots: [Int] = []
    private(set) var count: PageReader.Count?
    /// What is read of all rows, whatever the page, as far as it is on no field's account yet.
    private var figureCosts: [Cost] = []
    /// Whether anything is asked of the rows themselves; a count alone needs none.
    private(set) var isRead = false
    /// Whether its rows are in the answer, and not only what is told of them.
    private var isListed = false
    private var isProbed = false
    private var isRestricted = false
    /// Whether there is a row at or before `after`, and one at or after `before`.
    private var preceding: FigurePlace?
    private var following: FigurePlace?

    init(
        of table: Table, item: RowBuilder, arguments: PageArguments, coordinate: String, in graph: Graph, figures: FigureCells,
        keptCount: (() -> Int)? = nil, standingFor target: (reference: Reference, table: Table)? = nil,
        restrict: @escaping (RowBuilder) -> Void, restrictFromStart: ((RowBuilder) -> Void)? = nil
    ) {
        self.table = table
        self.item = item
        self.arguments = arguments
        self.cursorScope = arguments.order.scope(of: coordinate, on: table, in: graph)
        self.target = target
        self.restrict = restrict
        self.restrictFromStart = restrictFromStart
        self.figures = figures
        self.keptCount = keptCount
        self.graph = graph
        item.order = item.place(arguments.order, in: graph)
    }

    /// The row that a node of the page is.
    var node: RowScope {
        guard let target else { return item.scope }
        return item.join(target.reference, from: item.scope, to: target.table)
    }

    /// What looking for the filter's other rows costs, each time that rows are asked for.
    var filterCosts: [Cost] {
        guard let rows = arguments.filter?.rows, rows > 0 else { return [] }
        return [.call(rows: rows)]
    }

    /// Adds a cell that tells something of all rows, with what it costs once, and says where it will be.
    func addFigure(_ cell: Cell, costing costs: [Cost]) -> FigurePlace {
        figureCosts += costs + filterCosts
        return figures.append(cell)
    }

    /// What was added to the costs since the last time.
    func takeFigureCosts() -> [Cost] {
        defer { figureCosts = [] }
        return figureCosts
    }

    /// Says that a field reads the page.
    func add(reader position: Int) {
        readers.append(position)
    }

    /// Sees to it that the cells which make a row's cursor are selected.
    func needCursors() {
        guard cursorSlots.isEmpty else { return }
        cursorSlots = item.order.indices.map { item.orderSlot($0) }
    }

    /// Sees to it that the rows are counted, once for all fields that ask.
    func needCount() {
        guard count == nil else { return }
        if let keptCount {
            count = .kept(slot: keptCount())
        } else {
            let rows = allRows(atMost: AggregateBounds.counted + 1).query()
            count = .counted(addFigure(.count(rows), costing: [.scan(rows: AggregateBounds.counted)]))
        }
    }

    /// - Parameter listed: whether the answer has them.
    func needRows(listed: Bool) {
        isRead = true
        if listed { isListed = true }
    }

    /// Sees to it that it is known whether there are rows after the page: one more is read than the page has, and where the page ends
    /// before a cursor, the row there is looked for.
    func needNext() {
        if !arguments.isBackward { isProbed = true }
        guard following == nil, let before = arguments.before else { return }
        following = presence(from: before, isForward: true)
    }

    /// The same for the rows before the page.
    func needPrevious() {
        if arguments.isBackward { isProbed = true }
        guard preceding == nil, let after = arguments.after else { return }
        preceding = presence(from: after, isForward: false)
    }

    /// The page's rows, and one more where a field asks what follows, in the direction that they are asked for in.
    ///
    /// Asked again, it has what further fields asked for meanwhile.
    func rowQuery() -> RowQuery {
        if item.cells.isEmpty { _ = item.scope.presenceSlot() }
        setLimit()
        restrictOnce()
        return item.query().mergingValues(in: graph) { [item] in item.statement.newAlias() }
    }

    private func restrictOnce() {
        guard !isRestricted else { return }
        isRestricted = true
        restrict(item)
        item.conditions += arguments.filter.map { [$0.make(item)] } ?? []
        item.findByRule(narrowedBy: item.conditions)
        addCursor(arguments.after, to: item, item.order)
        addCursor(arguments.before, to: item, item.order.map(\.reversed))
        if arguments.isBackward { item.order = item.order.map(\.reversed) }
    }

    /// Before anything else: a function whose rows they are is told how many are wanted.
    private func setLimit() {
        let probe = isProbed ? 1 : 0
        if case .parameter(let known)? = item.limit {
            item.statement.setSource(of: known, to: .pageLimit(arguments.size, probe: probe))
        } else {
            item.limit = item.statement.limit(arguments.size, probe: probe)
        }
    }

    private func addCursor(_ source: ArgumentSource?, to rows: RowBuilder, _ order: [RowOrder], isInclusive: Bool = false) {
        guard let source else { return }
        // By all of the order, columns of one value too: the cursor may come from a page where they have another.
        let parameters = order.enumerated().map { part, key in
            let column = graph.tables[key.reference.table].columns[key.reference.column]
            return rows.statement.newParameter(.cursor(source, cursorScope, keyPart: part), for: column)
        }
        rows.conditions.append(.beyond(order, parameters, isInclusive: isInclusive))
    }

    /// Has the row at a cursor looked for, or else the next one in that direction.
    private func presence(from cursor: ArgumentSource, isForward: Bool) -> FigurePlace {
        let rows = RowBuilder(statement: item.statement, table: table)
        rows.limit = .fixed(1)
        // Where there are rows before a place, the first of all is one of them.
        if let restrictFromStart { restrictFromStart(rows) } else { restrict(rows) }
        rows.conditions += arguments.filter.map { [$0.make(rows)] } ?? []
        rows.findByRule(narrowedBy: rows.conditions)
        let order = rows.place(arguments.order, in: graph)
        rows.order = isForward ? order : order.map(\.reversed)
        addCursor(cursor, to: rows, rows.order, isInclusive: true)
        return figures.append(.presence(rows.query()))
    }

    /// All rows of the connection, whatever the page, up to a bound.
    func allRows(atMost bound: Int) -> RowBuilder {
        let rows = RowBuilder(statement: item.statement, table: table)
        restrict(rows)
        rows.conditions += arguments.filter.map { [$0.make(rows)] } ?? []
        rows.findByRule(narrowedBy: rows.conditions)
        rows.limit = .fixed(bound)
        return rows
    }

    func reader() -> PageReader {
        PageReader(
            place: place, size: arguments.size, isBackward: arguments.isBackward, preceding: preceding, following: following,
            cursorSlots: cursorSlots, cursorScope: cursorScope, count: count,
            isListed: isListed)
    }
}
