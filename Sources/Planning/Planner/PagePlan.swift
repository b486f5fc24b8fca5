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
    /// What the rows stand for, where that is another table's rows.
    private let target: (reference: Reference, table: Table)?
    private(set) var cursorSlots: [Int] = []
    private(set) var isCounted = false
    /// Whether anything is asked of the rows themselves; a count alone needs none.
    private(set) var isRead = false
    private var isProbed = false

    init(
        of table: Table, item: RowBuilder, arguments: PageArguments, coordinate: String,
        standingFor target: (reference: Reference, table: Table)? = nil, restrict: @escaping (RowBuilder) -> Void
    ) {
        self.table = table
        self.item = item
        self.arguments = arguments
        self.coordinate = coordinate
        self.target = target
        self.restrict = restrict
    }

    /// The row that a node of the page is.
    var node: RowScope {
        guard let target else { return item.scope }
        return item.join(target.reference, from: item.scope, to: target.table)
    }

    /// Sees to it that the cells which make a row's cursor are selected.
    func needCursors() {
        guard cursorSlots.isEmpty else { return }
        cursorSlots = arguments.order.map { item.scope.slot(of: $0.column) }
    }

    func needCount() {
        isCounted = true
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
        setLimit()
        restrict(item)
        item.order = arguments.isBackward ? arguments.order.map(\.reversed) : arguments.order
        item.conditions += arguments.filter.map { [$0(item)] } ?? []
        addCursor(arguments.after, order: arguments.order)
        addCursor(arguments.before, order: arguments.order.map(\.reversed))
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

    private func addCursor(_ source: ArgumentSource?, order: [OrderKey]) {
        guard let source else { return }
        let parameters = order.enumerated().map { part, key in
            item.statement.newParameter(.cursor(source, cursorScope, keyPart: part), for: table.columns[key.column])
        }
        item.conditions.append(.beyond(order, item.alias, table.id, parameters))
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
            place: place, size: arguments.size, isBackward: arguments.isBackward,
            isBeyondCursor: (arguments.isBackward ? arguments.before : arguments.after) != nil, cursorSlots: cursorSlots,
            cursorScope: cursorScope, count: count)
    }
}

extension OrderKey {
    /// The key of the opposite order.
    var reversed: OrderKey { OrderKey(column: column, isDescending: !isDescending, nullsFirst: !nullsFirst) }
}
