import GraphModel

extension Table {
    /// Whether an index has a tenant's rows of one value in each of these columns in this order; the `fixed` columns have one value too.
    func keepsOrder(_ order: [RowOrder], ofEach columns: Set<Column.ID>, besides fixed: Set<Column.ID> = []) -> Bool {
        let columns = columns.filter { $0 != tenantColumn }
        let given = fixed.union(columns)
        let wanted = order.filter { !given.contains($0.reference.column) }
        return indexes.contains { index in
            // One that does not begin with the tenant has every other tenant's rows in between.
            let keys = index.keys.dropFirst(tenantColumn == nil ? 0 : 1)
            let leading = keys.prefix { given.contains($0.column) }
            let rest = keys.dropFirst(leading.count).prefix(wanted.count)
            guard tenantColumn == nil || index.keys.first?.column == tenantColumn, let required = index.required,
                given.isSuperset(of: required), columns.isSubset(of: leading.map(\.column)),
                rest.map(\.column) == wanted.map(\.reference.column)
            else { return false }
            // The index is read one way or the other, from end to end.
            return [false, true].contains { isTurned in
                zip(rest, wanted).allSatisfy { key, wanted in
                    (key.isDescending != wanted.isDescending) == isTurned
                        && (!wanted.isNullable || (key.nullsFirst != wanted.nullsFirst) == isTurned)
                }
            }
        }
    }
}
