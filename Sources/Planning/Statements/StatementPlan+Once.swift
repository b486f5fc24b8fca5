extension StatementPlan {
    /// Whether the server finds its rows in the same way whatever its parameters are: they are keys, places in an order, and who asks.
    ///
    /// Not so where a value, or how many rows there are of it, decides which way is best: filters, page sizes from variables, figures.
    /// Nor where functions are called: in what they run the server decides as their author has seen it decide.
    package var isPlannedOnce: Bool {
        guard case .rows(let query) = body else { return false }
        return parameters.allSatisfy(\.source.isKey) && query.isPlannedOnce
    }
}

extension Parameter.Source {
    /// Whether one value is as common as another, or nothing is estimated with it.
    fileprivate var isKey: Bool {
        switch self {
        case .tenant, .viewerBuyer, .viewerMerchants, .viewerLimit, .globalID, .globalIDs, .idArgument, .cursor: true
        case .argument, .arguments, .prefixEnd, .pageLimit, .rows: false
        }
    }
}

extension RowQuery {
    fileprivate var isPlannedOnce: Bool {
        let page = if case .page(let page)? = spread { page.isPlannedOnce } else { true }
        return call == nil && page && (orderJoins + joins).allSatisfy(\.isPlannedOnce) && conditions.allSatisfy(\.isPlannedOnce)
            && cells.allSatisfy(\.isPlannedOnce)
    }
}

extension ReferenceJoin {
    fileprivate var isPlannedOnce: Bool { call == nil && conditions.allSatisfy(\.isPlannedOnce) }
}

extension Cell {
    fileprivate var isPlannedOnce: Bool {
        switch self {
        case .column, .orderKey, .position: true
        case .rows(let query), .presence(let query): query.isPlannedOnce
        case .call, .permission, .count, .aggregate, .groups, .figure: false
        }
    }
}

extension Condition {
    fileprivate var isPlannedOnce: Bool {
        switch self {
        case .compare, .matches, .isNull, .among, .begins, .includes, .beyond, .declared: true
        case .exists(let query): query.isPlannedOnce
        case .refers(let join): join.isPlannedOnce
        case .returned: false
        case .all(let parts), .any(let parts): parts.allSatisfy(\.isPlannedOnce)
        case .not(let part), .unless(let part), .confirmed(let part): part.isPlannedOnce
        }
    }
}
