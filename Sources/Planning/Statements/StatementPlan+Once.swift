extension StatementPlan {
    /// Whether its rows are found by keys and read page by page, so that one plan of nested loops over indexes is right for everybody: however
    /// many rows a tenant has, it touches no more than the pages hold.
    ///
    /// Not so where values, or how many rows there are of them, decide which way is best: filters, page sizes from variables, orders by other
    /// tables' columns, figures. Nor where functions are called: what they run is planned as their author has seen it planned.
    package var isPlannedOnce: Bool {
        guard case .rows(let query) = body else { return false }
        return parameters.allSatisfy(\.source.isKey) && Pages(parameters: parameters).isPlannedOnce(query)
    }
}

extension Parameter.Source {
    /// Whether it says who asks or which row is meant, and not which rows are wanted.
    fileprivate var isKey: Bool {
        switch self {
        case .tenant, .viewerBuyer, .viewerMerchants, .viewerLimit, .globalID, .globalIDs, .idArgument, .cursor: true
        case .argument, .arguments, .prefixEnd, .pageLimit, .rows: false
        }
    }
}

/// What a statement reads, looked at part by part.
private struct Pages {
    let parameters: [Parameter]

    func isPlannedOnce(_ query: RowQuery) -> Bool {
        let spread = if case .page(let page)? = query.spread { isPlannedOnce(page) } else { true }
        return query.call == nil && query.through == nil && query.orderJoins.isEmpty && spread && query.joins.allSatisfy(isPlannedOnce)
            && query.conditions.allSatisfy { isPlannedOnce($0, onPage: query.limit != nil) } && query.cells.allSatisfy(isPlannedOnce)
    }

    private func isPlannedOnce(_ join: ReferenceJoin) -> Bool {
        join.call == nil && join.conditions.allSatisfy { isPlannedOnce($0, onPage: false) }
    }

    private func isPlannedOnce(_ cell: Cell) -> Bool {
        switch cell {
        case .column, .orderKey, .position: true
        case .rows(let query), .presence(let query): isPlannedOnce(query)
        case .call, .permission, .count, .aggregate, .groups, .figure: false
        }
    }

    /// - Parameter isOnPage: whether many rows may fulfil it, of which the first in some order are wanted: an index that finds them and one that
    ///   has the order compete then.
    private func isPlannedOnce(_ condition: Condition, onPage isOnPage: Bool) -> Bool {
        switch condition {
        case .compare(_, _, let parameter), .among(_, let parameter, _): !isOnPage || isViewer(parameter)
        case .matches, .isNull, .begins, .includes, .beyond, .declared: true
        case .refers(let join): isPlannedOnce(join)
        case .exists, .returned: false
        case .all(let parts), .any(let parts): parts.allSatisfy { isPlannedOnce($0, onPage: isOnPage) }
        // No index finds the rows of these.
        case .not(let part), .unless(let part), .confirmed(let part): isPlannedOnce(part, onPage: false)
        }
    }

    /// Whether it is the buyer who asks: no buyer has so many rows as to be a matter of their own.
    private func isViewer(_ parameter: Parameter.ID) -> Bool {
        if case .viewerBuyer = parameters[parameter].source { true } else { false }
    }
}
