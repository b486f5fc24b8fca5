import GraphModel

extension RowBuilder {
    /// What the table's rule asks of rows that the statement's viewer may see; nothing where the rule leaves it to row security.
    func viewerConditions(of table: Table, as alias: Alias) -> [Condition] {
        guard let rule = table.rowRule else { return [] }
        func reference(to column: Column.ID) -> ColumnReference {
            ColumnReference(alias: alias, table: table.id, column: column)
        }
        switch statement.viewer {
        case .operator:
            return []
        case .anonymous:
            return [.any([])]
        case .buyer:
            return [.any(rule.buyers.map { .compare(reference(to: $0), .equal, statement.viewerParameter(.viewerBuyer)) })]
        case .merchant, .partner:
            return [.any(rule.merchants.map { .among(reference(to: $0), statement.viewerParameter(.viewerMerchants), true) })]
        }
    }
}
