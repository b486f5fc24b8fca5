import PostgresTypes

/// What an administrator could do for filters and orders that are not offered.
struct IndexAdvice {
    let table: TableDraft

    /// All rows of the list agree in the columns `given`.
    func missingFilter(of column: ColumnDraft, below given: [Column.ID] = []) -> (reason: String, remedy: String) {
        if let reason = hindrance(of: column) { return (reason, "Store it as another type, or open it with @filter.") }
        if case .value? = column.shape.operand {
            return ("no index leads to its values", "CREATE INDEX ON \(name) (\(keys(after: given + [column.id])));")
        }
        guard given.isEmpty else { return ("no index looks into it within such a list", "Open it with @filter.") }
        return (
            "no index looks into it", "CREATE INDEX ON \(name) USING \(method(for: column)) (\(Self.quoted(column)));"
        )
    }

    /// Says why a filter may not follow a relation in the lists that a field leads to, each of equal `given` columns.
    func missingRelation(_ relation: RelationInput, below given: [Column.ID], at field: String) -> InputOffer {
        var remedy = "Where such lists are short, open it with @filter on the key."
        if let link = relation.ownLink(of: table.id) {
            remedy = "CREATE INDEX ON \(name) (\(keys(after: given + link.columns)));"
        }
        return InputOffer(
            .filter, of: InputOffer.object(relation.object, within: field), isOffered: false, "no index leads over it within such a list",
            remedy: remedy)
    }

    func missingOrder(of column: ColumnDraft, below lists: [[Column.ID]]) -> (reason: String, remedy: String) {
        if let reason = hindrance(of: column) { return (reason, "Store it as another type, or open it with @order.") }
        let indexes = lists.map { given in
            let completion = table.localKey.filter { $0 != column.id && !given.contains($0) }
            return "CREATE INDEX ON \(name) (\(names(tenant + given + [column.id] + completion)));"
        }
        let places = lists.map { $0.isEmpty ? "all rows" : "rows by \(names($0))" }
        let reason = lists.isEmpty ? "its indexes place nulls differently" : "no index has its order for \(places.joined(separator: ", "))"
        return (reason, indexes.isEmpty ? "Keep nulls in one place in all of them." : indexes.joined(separator: " "))
    }

    /// Why no index could help; nil where one could.
    private func hindrance(of column: ColumnDraft) -> String? {
        guard table.source.hasRowSecurity, !column.shape.type.comparesLeakproof else { return nil }
        return "below row security no index serves \(column.source.sqlType), whose comparison is not leakproof"
    }

    private var tenant: [Column.ID] { table.tenantColumn.map { [$0] } ?? [] }

    /// The columns, then what the lists of these rows are ordered by.
    private func keys(after columns: [Column.ID]) -> String {
        let order = (try? DefaultOrder.keys(of: table)) ?? []
        let rest = order.filter { !columns.contains($0.column) && !tenant.contains($0.column) }
        let parts = rest.map { Self.quoted(table.columns[$0.column]) + ($0.isDescending ? " DESC" : "") }
        return ([names(tenant + columns)] + parts).joined(separator: ", ")
    }

    private func names(_ columns: [Column.ID]) -> String { columns.map { Self.quoted(table.columns[$0]) }.joined(separator: ", ") }

    private func method(for column: ColumnDraft) -> String {
        if case .range? = column.shape.operand { "gist" } else { "gin" }
    }

    private var name: String { "\(Identifier(table.source.schema).quoted).\(Identifier(table.source.name).quoted)" }

    private static func quoted(_ column: ColumnDraft) -> String { Identifier(column.source.name).quoted }
}

extension PostgresType {
    /// Whether row security lets its usual comparison use an index.
    fileprivate var comparesLeakproof: Bool {
        switch underlying {
        case .numeric, .json, .jsonb, .array, .enumeration, .composite, .range, .multirange, .other: false
        default: true
        }
    }
}
