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
    /// Where its rows are found, once that is decided; fields that ask for the same page find them there too.
    var place: PageReader.Place?
    /// Where its count is found, once it is asked for.
    var count: PageReader.Count?
    private(set) var cursorSlots: [Int] = []
    private(set) var isCounted = false
    /// Whether anything is asked of the rows themselves; a count alone needs none.
    private(set) var isRead = false
    private var isProbed = false
    private var isRestricted = false
    private var limitParameter: Parameter.ID?

    init(
        of table: Table, item: RowBuilder, arguments: PageArguments, coordinate: String, restrict: @escaping (RowBuilder) -> Void
    ) {
        self.table = table
        self.item = item
        self.arguments = arguments
        self.coordinate = coordinate
        self.restrict = restrict
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
    ///
    /// Asked again, it holds what further fields have asked for meanwhile.
    func rowQuery() -> RowQuery {
        if item.cells.isEmpty { _ = item.scope.presenceSlot() }
        if !isRestricted {
            isRestricted = true
            restrict(item)
            item.order = arguments.isBackward ? arguments.order.map(\.reversed) : arguments.order
            item.conditions += arguments.filter.map { [$0(item)] } ?? []
            addCursor(arguments.after, order: arguments.order)
            addCursor(arguments.before, order: arguments.order.map(\.reversed))
        }
        item.limit = limit()
        return item.query()
    }

    private func limit() -> RowLimit {
        let probe = isProbed ? 1 : 0
        switch arguments.size.source {
        case nil: return .fixed(PageSize.standard + probe)
        case .constant(.int(let size))?: return .fixed(min(max(size, 0), PageSize.maximum) + probe)
        default:
            let source = Parameter.Source.pageLimit(arguments.size, probe: probe)
            if let limitParameter {
                item.statement.setSource(of: limitParameter, to: source)
                return .parameter(limitParameter)
            }
            let parameter = item.statement.newParameter(source, type: .int8, typeOID: 20)
            limitParameter = parameter
            return .parameter(parameter)
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

    func reader() -> PageReader {
        PageReader(
            place: place ?? .unread, size: arguments.size, isBackward: arguments.isBackward,
            isBeyondCursor: (arguments.isBackward ? arguments.before : arguments.after) != nil, cursorSlots: cursorSlots,
            cursorScope: cursorScope, count: count)
    }
}

extension OrderKey {
    /// The key of the opposite order.
    var reversed: OrderKey { OrderKey(column: column, isDescending: !isDescending, nullsFirst: !nullsFirst) }
}
