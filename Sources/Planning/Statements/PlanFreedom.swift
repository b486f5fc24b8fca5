package import GraphModel

/// How much of its plan a statement leaves to the server.
package enum PlanFreedom: Int, Sendable, Hashable, Comparable {
    /// One plan of nested loops over indexes is right for all values: an index has the rows of each page in the page's order.
    case nothing
    /// How the rows of a page are found, where values or a missing index leave more than one way; what is joined to them is no more than the
    /// page holds.
    case search
    /// All of it.
    case everything

    package static func < (left: PlanFreedom, right: PlanFreedom) -> Bool { left.rawValue < right.rawValue }
}

extension StatementPlan {
    /// Rows that are found by keys and read page by page, each page by an index that has its order, leave nothing to the server. Filters, page
    /// sizes from variables and orders that no index has leave it the search. Figures, orders by other tables' columns, conditions on related
    /// rows, and views may read more than a page: they leave it all. So do functions whose results are selected: what they run is planned as
    /// their author has seen it planned.
    package func freedom(in graph: Graph) -> PlanFreedom {
        let reader = FreedomReader(graph: graph)
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
        case .tenant, .viewer, .viewerLimit, .globalID, .globalIDs, .idArgument, .cursor: .nothing
        case .argument, .arguments, .prefixEnd, .pageLimit, .rows: .search
        }
    }
}

extension [PlanFreedom] {
    fileprivate var largest: PlanFreedom { self.max() ?? .nothing }
}

/// What a statement reads, looked at part by part.
private struct FreedomReader {
    let graph: Graph

    func freedom(of query: RowQuery) -> PlanFreedom {
        guard query.call == nil, query.through == nil, query.orderJoins.isEmpty, graph.tables[query.table].isPlain else {
            return .everything
        }
        let spread: PlanFreedom = if case .page(let page)? = query.spread { freedom(of: page) } else { .nothing }
        return max(
            spread, findingIsGiven(query) ? .nothing : .search, query.conditions.map(freedom).largest,
            query.joins.map(freedom).largest, query.cells.map(freedom).largest)
    }

    /// Whether there is one way to find the rows: no more than one of them, or by an index that has them in their order.
    private func findingIsGiven(_ query: RowQuery) -> Bool {
        guard query.limit != nil, query.merge == nil else { return query.limit == nil }
        return !query.conditions.flatMap(\.loneParts).contains(where: Self.competes)
            && graph.tables[query.table].keepsOrder(query.order, ofEach: query.fixedColumns)
    }

    /// Whether an index of its own may find the rows of a condition, which are then sorted.
    private static func competes(_ part: Condition) -> Bool {
        switch part {
        case .among, .isNull, .any, .declared, .declaredAmong: true
        case .compare, .matches, .begins, .includes, .beyond, .exists, .refers, .returned, .confirmed, .all, .not, .unless: false
        }
    }

    private func freedom(of join: ReferenceJoin) -> PlanFreedom {
        guard join.call == nil, graph.tables[join.table].isPlain else { return .everything }
        return join.conditions.map(freedom).largest
    }

    func freedom(of cell: Cell) -> PlanFreedom {
        switch cell {
        case .column, .orderKey, .position: .nothing
        case .rows(let query), .presence(let query): freedom(of: query)
        case .count(let query): max(.search, freedom(of: query))
        case .call, .permission, .aggregate, .groups, .figure: .everything
        }
    }

    private func freedom(of condition: Condition) -> PlanFreedom {
        switch condition {
        case .compare, .among, .matches, .isNull, .begins, .includes, .beyond, .declared, .declaredAmong: .nothing
        case .exists, .refers, .returned: .everything
        case .all(let parts), .any(let parts): parts.map(freedom).largest
        case .not(let part), .unless(let part), .confirmed(let part): freedom(of: part)
        }
    }
}
