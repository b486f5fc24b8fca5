import GraphModel

extension RowBuilder {
    /// What the table's rule and the token's limits ask of rows that the statement's viewer may see; nothing where no rule is declared.
    func viewerConditions(of table: Table, as alias: Alias) -> [Condition] {
        ruleConditions(of: table, as: alias) + limitConditions(of: table, as: alias)
    }

    private func ruleConditions(of table: Table, as alias: Alias) -> [Condition] {
        guard let rule = table.rowRule else { return [] }
        guard statement.holds(rule.scope) else { return [.any([])] }
        switch (rule.audience, statement.viewer) {
        case (_, .operator), (.everybody, _): return []
        case (.members, let viewer): return viewer == .anonymous ? [.any([])] : []
        case (.nobody, _): break
        }
        let named = columnsNamingViewer(in: rule, of: table, as: alias)
        guard (rule.publicWhen ?? rule.sharedWhen) != nil else { return [.any(named)] }
        // In the order of what they cost: a row that an earlier one lets through never reaches the last.
        let arms = (rule.publicWhen.map { [.declared($0, alias)] } ?? []) + named + (rule.sharedWhen.map { [.declared($0, alias)] } ?? [])
        return [.confirmed(.any(arms))]
    }

    private func columnsNamingViewer(in rule: RowRule, of table: Table, as alias: Alias) -> [Condition] {
        func reference(to column: Column.ID) -> ColumnReference {
            ColumnReference(alias: alias, table: table.id, column: column)
        }
        return switch statement.viewer {
        case .anonymous, .operator:
            []
        case .buyer:
            rule.buyers.map { .compare(reference(to: $0), .equal, statement.viewerParameter(.viewerBuyer)) }
        case .merchant, .partner:
            rule.merchants.map { .among(reference(to: $0), statement.viewerParameter(.viewerMerchants), true) }
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
