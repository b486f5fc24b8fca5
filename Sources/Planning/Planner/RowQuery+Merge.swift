import GraphModel

extension RowQuery {
    /// The same page where a filter lists the values of a column (`in`) and an index keeps the rows of each value in the page's order: as many
    /// pages, merged, instead of all their rows, sorted.
    func mergingValues(in graph: Graph, as newAlias: () -> Alias) -> RowQuery {
        guard merge == nil, through == nil, lookup == nil, call == nil, orderJoins.isEmpty, limit != nil else { return self }
        let fixed = conditions.fixedColumns(of: alias)
        for part in conditions.flatMap(\.parts) {
            guard case .among(let reference, let values, true) = part, reference.alias == alias, !fixed.contains(reference.column),
                graph.tables[table].keepsOrder(order, ofEach: [reference.column], besides: fixed)
            else { continue }
            var query = self
            let merge = Merge(alias: newAlias(), column: reference.column, values: values)
            query.merge = merge
            let each = Condition.matches(
                reference, outer: ColumnReference(alias: merge.alias, table: table, column: reference.column))
            query.conditions = conditions.map { $0.replacing(values, by: each) }
            return query
        }
        return self
    }
}

extension Condition {
    /// The same with another condition in place of the one that lists these values.
    fileprivate func replacing(_ values: Parameter.ID, by each: Condition) -> Condition {
        switch self {
        case .all(let parts): .all(parts.map { $0.replacing(values, by: each) })
        case .among(_, values, true): each
        default: self
        }
    }
}
