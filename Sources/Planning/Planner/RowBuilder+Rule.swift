import GraphModel

extension RowBuilder {
    /// What the table's rule and the token's limits ask of rows that the statement's viewer may see; nothing where the rule leaves it to
    /// row security.
    func viewerConditions(of table: Table, as alias: Alias) -> [Condition] {
        ruleConditions(of: table, as: alias) + limitConditions(of: table, as: alias)
    }

    private func ruleConditions(of table: Table, as alias: Alias) -> [Condition] {
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

    /// A row that belongs to no thing of the kind is not kept from those who are limited to some.
    private func limitConditions(of table: Table, as alias: Alias) -> [Condition] {
        table.rowLimits.compactMap { limit in
            guard let parameter = statement.limitParameter(of: limit.kind) else { return nil }
            let reference = ColumnReference(alias: alias, table: table.id, column: limit.column)
            let isAmong = Condition.among(reference, parameter, true)
            return table.columns[limit.column].isNullable ? .any([.isNull(reference, true), isAmong]) : isAmong
        }
    }
}
