/// How much of its plan a statement leaves to the server.
package enum PlanFreedom: Int, Sendable, Hashable, Comparable {
    /// One plan of nested loops over indexes is right for all values. However many rows a tenant has, it touches no more than the pages
    /// hold.
    case nothing
    /// How the rows of a page are found, where values decide which way is best; what is joined to them is no more than the page holds.
    case search
    /// All of it.
    case everything

    package static func < (left: PlanFreedom, right: PlanFreedom) -> Bool { left.rawValue < right.rawValue }
}

extension StatementPlan {
    /// Rows that are found by keys and read page by page leave nothing to the server. Filters, and page sizes from variables, leave it the search.
    /// Figures, orders by other tables' columns and conditions on related rows may read more than a page: they leave it all. So do functions:
    /// what they run is planned as their author has seen it planned.
    package var freedom: PlanFreedom {
        let reader = FreedomReader(parameters: parameters)
        let given = parameters.map(\.source.freedom).largest
        return switch body {
        case .rows(let query): max(given, reader.freedom(of: query))
        case .figures(let cells, let page): max(given, cells.map(reader.freedom).largest, page.map(reader.freedom) ?? .nothing)
        case .mutation: .everything
        }
    }
}

extension Parameter.Source {
    /// None of what says who asks or which row is meant.
    fileprivate var freedom: PlanFreedom {
        switch self {
        case .tenant, .viewerBuyer, .viewerMerchants, .viewerLimit, .globalID, .globalIDs, .idArgument, .cursor: .nothing
        case .argument, .arguments, .prefixEnd, .pageLimit, .rows: .search
        }
    }
}

extension [PlanFreedom] {
    fileprivate var largest: PlanFreedom { self.max() ?? .nothing }
}

/// What a statement reads, looked at part by part.
private struct FreedomReader {
    let parameters: [Parameter]

    func freedom(of query: RowQuery) -> PlanFreedom {
        guard query.call == nil, query.through == nil, query.orderJoins.isEmpty else { return .everything }
        let spread: PlanFreedom = if case .page(let page)? = query.spread { freedom(of: page) } else { .nothing }
        let conditions = query.conditions.map { freedom(of: $0, onPage: query.limit != nil) }
        return max(spread, conditions.largest, query.joins.map(freedom).largest, query.cells.map(freedom).largest)
    }

    private func freedom(of join: ReferenceJoin) -> PlanFreedom {
        join.call == nil ? join.conditions.map { freedom(of: $0, onPage: false) }.largest : .everything
    }

    func freedom(of cell: Cell) -> PlanFreedom {
        switch cell {
        case .column, .orderKey, .position: .nothing
        case .rows(let query), .presence(let query): freedom(of: query)
        case .count(let query): max(.search, freedom(of: query))
        case .call, .permission, .aggregate, .groups, .figure: .everything
        }
    }

    /// - Parameter isOnPage: whether many rows may fulfil it, of which the first in some order are wanted: an index that finds them and one that
    ///   has the order compete then.
    private func freedom(of condition: Condition, onPage isOnPage: Bool) -> PlanFreedom {
        switch condition {
        case .compare(_, _, let parameter), .among(_, let parameter, _): isOnPage && !isBuyer(parameter) ? .search : .nothing
        case .matches, .isNull, .begins, .includes, .beyond, .declared: .nothing
        case .refers(let join): freedom(of: join)
        case .exists, .returned: .everything
        case .all(let parts), .any(let parts): parts.map { freedom(of: $0, onPage: isOnPage) }.largest
        // No index finds the rows of these.
        case .not(let part), .unless(let part), .confirmed(let part): freedom(of: part, onPage: false)
        }
    }

    /// Whether it is the buyer who asks: no buyer has so many rows as to be a matter of their own.
    private func isBuyer(_ parameter: Parameter.ID) -> Bool {
        if case .viewerBuyer = parameters[parameter].source { true } else { false }
    }
}
