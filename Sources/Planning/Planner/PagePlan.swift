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
    private let graph: Graph
    /// What the rows stand for, where that is another table's rows.
    private let target: (reference: Reference, table: Table)?
    /// Where what is asked of other rows than the page's is told: a statement, and what adds a cell to it and says where that will be.
    var figures: (statement: StatementBuilder, add: (Cell) -> FigurePlace)?
    private(set) var cursorSlots: [Int] = []
    private(set) var isCounted = false
    /// Whether anything is asked of the rows themselves; a count alone needs none.
    private(set) var isRead = false
    private var isProbed = false
    /// Whether there is a row at or before `after`, and one at or after `before`.
    private var preceding: FigurePlace?
    private var following: FigurePlace?

    init(
        of table: Table, item: RowBuilder, arguments: PageArguments, coordinate: String, in graph: Graph,
        standingFor target: (reference: Reference, table: Table)? = nil, restrict: @escaping (RowBuilder) -> Void
    ) {
        self.table = table
        self.item = item
        self.arguments = arguments
        self.cursorScope = arguments.order.scope(of: coordinate, on: table, in: graph)
        self.target = target
        self.restrict = restrict
        self.graph = graph
        item.order = item.place(arguments.order, in: graph)
    }

    /// The row that a node of the page is.
    var node: RowScope {
        guard let target else { return item.scope }
        return item.join(target.reference, from: item.scope, to: target.table)
    }

    /// Sees to it that the cells which make a row's cursor are selected.
    func needCursors() {
        guard cursorSlots.isEmpty else { return }
        cursorSlots = item.order.indices.map { item.orderSlot($0) }
    }

    func needCount() {
        isCounted = true
    }

    func needRows() {
        isRead = true
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
    func rowQuery() -> RowQuery {
        if item.cells.isEmpty { _ = item.scope.presenceSlot() }
        setLimit()
        restrict(item)
        item.conditions += arguments.filter.map { [$0(item)] } ?? []
        addCursor(arguments.after, to: item, item.order)
        addCursor(arguments.before, to: item, item.order.map(\.reversed))
        if arguments.isBackward { item.order = item.order.map(\.reversed) }
        return item.query()
    }

    private func setLimit() {
        let probe = isProbed ? 1 : 0
        item.limit =
            switch arguments.size.source {
            case nil: .fixed(PageSize.standard + probe)
            case .constant(.int(let size))?: .fixed(min(max(size, 0), PageSize.maximum) + probe)
            default: .parameter(item.statement.newParameter(.pageLimit(arguments.size, probe: probe), type: .int8, typeOID: 20))
            }
    }

    private func addCursor(_ source: ArgumentSource?, to rows: RowBuilder, _ order: [RowOrder], isInclusive: Bool = false) {
        guard let source else { return }
        let parameters = order.enumerated().map { part, key in
            let column = graph.tables[key.reference.table].columns[key.reference.column]
            return rows.statement.newParameter(.cursor(source, cursorScope, keyPart: part), for: column)
        }
        rows.conditions.append(.beyond(order, parameters, isInclusive: isInclusive))
    }

    /// Has the row at a cursor looked for, or else the next one in that direction.
    private func presence(from cursor: ArgumentSource, isForward: Bool) -> FigurePlace {
        // A function that pages by itself is never asked for what lies behind it.
        guard let figures, target == nil else { return .assumed }
        let rows = RowBuilder(statement: figures.statement, table: table)
        rows.limit = .fixed(1)
        restrict(rows)
        rows.conditions += arguments.filter.map { [$0(rows)] } ?? []
        let order = rows.place(arguments.order, in: graph)
        rows.order = isForward ? order : order.map(\.reversed)
        addCursor(cursor, to: rows, rows.order, isInclusive: true)
        return figures.add(.presence(rows.query()))
    }

    /// All rows of the connection, whatever the page, counted up to a bound.
    func countQuery(in statement: StatementBuilder) -> RowQuery {
        let counted = RowBuilder(statement: statement, table: table)
        restrict(counted)
        counted.conditions += arguments.filter.map { [$0(counted)] } ?? []
        counted.limit = .fixed(Planner.countBound + 1)
        return counted.query()
    }

    func reader(place: PageReader.Place, count: PageReader.Count?) -> PageReader {
        PageReader(
            place: place, size: arguments.size, isBackward: arguments.isBackward, preceding: preceding, following: following,
            cursorSlots: cursorSlots, cursorScope: cursorScope, count: count)
    }
}
