/// What a table's indexes can do for its readers: below row security only keys whose comparison is leakproof count.
struct IndexReach {
    let table: TableDraft

    /// The index that leads to the rows of one value of a column among those of equal `given` columns.
    func finding(_ column: Column.ID, below given: [Column.ID] = []) -> CatalogSnapshot.Index? {
        // The one row that has the value is found among all.
        leading(with: given + [column]) ?? (table.isUnique([column]) ? leading(with: [column]) : nil)
    }

    /// The index that finds texts by what they begin with, among the rows of equal `given` columns.
    func prefixed(_ column: Column.ID, below given: [Column.ID] = []) -> (index: CatalogSnapshot.Index, order: PrefixOrder)? {
        for index in table.btrees where table.serves(index, whoGives: given + [column]) {
            let keys = localKeys(of: index)
            guard Set(keys.prefix(given.count).compactMap(\.column)) == Set(given), let key = keys.dropFirst(given.count).first,
                key.column == column, let order = key.source.prefixOrder, isUsable(key.source)
            else { continue }
            return (index, order)
        }
        return nil
    }

    /// The index that looks into lists, documents or ranges.
    func containing(_ column: Column.ID) -> CatalogSnapshot.Index? {
        table.source.indexes.first { index in
            guard index.method != .btree, !index.isPartial else { return false }
            return index.keys.contains { key in isUsable(key) && key.column.flatMap { table.columns(numbered: [$0])?.first } == column }
        }
    }

    /// The indexes that keep the rows of equal `given` columns in the order of a column, completed by the local key, each with the place
    /// that it gives to nulls.
    func ordering(by column: Column.ID, below given: [Column.ID]) -> [(index: CatalogSnapshot.Index, nulls: NullsPlace)] {
        table.btrees.compactMap { index in
            let keys = localKeys(of: index)
            let leading = keys.prefix(given.count).compactMap(\.column)
            let rest = keys.dropFirst(given.count)
            guard Set(leading) == Set(given), let key = rest.first, key.column == column, key.source.isOwnOrder, isUsable(key.source),
                table.serves(index, whoGives: given)
            else { return nil }
            let completion = table.localKey.filter { $0 != column && !given.contains($0) }
            let isOnly = table.isUnique(given + [column])
            let following = rest.dropFirst().prefix(completion.count)
            let goesOneWay = following.allSatisfy { $0.source.isDescending == key.source.isDescending }
            guard isOnly || (following.map(\.column) == completion && goesOneWay) else { return nil }
            return (index, key.source.nullsFirst == key.source.isDescending ? .largest : .smallest)
        }
    }

    /// The index that finds the rows which have given values in these columns, whatever their order in it.
    func leading(with columns: [Column.ID]) -> CatalogSnapshot.Index? {
        table.btrees.first { index in
            let keys = localKeys(of: index).prefix(columns.count)
            return Set(keys.compactMap(\.column)) == Set(columns) && keys.allSatisfy { $0.source.isOwnOrder && isUsable($0.source) }
                && table.serves(index, whoGives: columns)
        }
    }

    private struct Key {
        let column: Column.ID?
        let source: CatalogSnapshot.Index.Key
    }

    /// An index's keys after the tenant column.
    private func localKeys(of index: CatalogSnapshot.Index) -> [Key] {
        let keys = index.keys.map { key in Key(column: key.column.flatMap { table.columns(numbered: [$0])?.first }, source: key) }
        guard let tenant = table.tenantColumn else { return keys }
        return Array(keys.drop { $0.column == tenant })
    }

    private func isUsable(_ key: CatalogSnapshot.Index.Key) -> Bool { key.isLeakproof || !table.source.hasRowSecurity }
}

/// Where an order has its nulls.
enum NullsPlace: Sendable, Hashable {
    /// After all values when ascending: PostgreSQL's own rule.
    case largest
    case smallest
}
