import GraphModel

extension RowQuery {
    /// The columns that have one value in all of the rows.
    var fixedColumns: Set<Column.ID> {
        var columns = conditions.fixedColumns(of: alias)
        // Each of the merged pages has one, and each another.
        if let merge { columns.remove(merge.column) }
        return columns
    }
}

extension [Condition] {
    /// The columns of a row's table that have one value in all rows for which these conditions hold.
    func fixedColumns(of alias: Alias) -> Set<Column.ID> {
        Set(flatMap(\.loneParts).compactMap { $0.fixedColumn(of: alias) })
    }
}

extension [RowOrder] {
    /// The keys that tell rows apart where these columns of a row have one value each, with their positions.
    ///
    /// One that does not would cost a sort: PostgreSQL sees that a column has one value inside a page, and not around it.
    func deciding(of alias: Alias, besides fixed: Set<Column.ID>) -> [(offset: Int, element: RowOrder)] {
        enumerated().filter { $0.element.reference.alias != alias || !fixed.contains($0.element.reference.column) }
    }
}

extension Condition {
    /// The conditions that all hold where this one does.
    var parts: [Condition] {
        if case .all(let parts) = self { parts.flatMap(\.parts) } else { [self] }
    }

    /// The same, where one of several that is the only one counts as what it is.
    var loneParts: [Condition] {
        parts.flatMap { if case .any(let arms) = $0, arms.count == 1 { arms[0].loneParts } else { [$0] } }
    }

    /// The column that the condition gives one value.
    fileprivate func fixedColumn(of alias: Alias) -> Column.ID? {
        switch self {
        case .compare(let reference, .equal, _), .matches(let reference, _): reference.alias == alias ? reference.column : nil
        default: nil
        }
    }
}
