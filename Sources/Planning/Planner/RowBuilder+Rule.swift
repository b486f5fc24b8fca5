import GraphModel

extension RowBuilder {
    /// What the table's rule and the token's limits ask of rows that the statement's viewer may see; nothing where no rule is declared.
    func viewerConditions(of table: Table, as alias: Alias) -> [Condition] {
        ruleConditions(of: table, as: alias) + limitConditions(of: table, as: alias)
    }

    /// Has all that the viewer sees of the table found by keys, where the rule says by which: else it would be asked of every row of the
    /// table. Where a row above or a value leads to fewer rows, asking them is less than computing all keys; so it is for whom acts for
    /// many merchants, who has most rows and finds a page of them soon.
    /// - Parameter narrowing: what is asked of the rows besides.
    func findByRule(narrowedBy narrowing: [Condition]) {
        guard let rule = table.rowRule, let keys = rule.sharedKeys, call == nil, rule.audience == .nobody, rule.publicWhen == nil,
            statement.viewer.role != .operator, statement.viewer.merchants != .many, statement.viewer.holds(rule.scope),
            !narrowing.flatMap(\.loneParts).contains(where: \.leadsToFewRows)
        else { return }
        let shared = Condition.declaredAmong(ColumnReference(alias: alias, table: table.id, column: keys.column), keys.among)
        conditions.append(.any(columnsNamingViewer(in: rule, of: table, as: alias) + [shared]))
    }

    private func ruleConditions(of table: Table, as alias: Alias) -> [Condition] {
        guard let rule = table.rowRule else { return [] }
        guard statement.viewer.holds(rule.scope) else { return [.any([])] }
        switch (rule.audience, statement.viewer.role) {
        case (_, .operator), (.everybody, _): return []
        case (.members, let role): return role == .anonymous ? [.any([])] : []
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
        return switch statement.viewer.role {
        case .anonymous, .operator:
            []
        case .buyer:
            rule.buyers.map { .compare(reference(to: $0), .equal, statement.viewerParameter(.buyer)) }
        case .merchant, .partner:
            rule.merchants.map { column in
                statement.viewer.merchants == .one
                    ? .compare(reference(to: column), .equal, statement.viewerParameter(.merchant))
                    : .among(reference(to: column), statement.viewerParameter(.merchants), true)
            }
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

extension Condition {
    /// Whether it is of the kind that an index finds the rows of, or another table's rows lead to.
    fileprivate var leadsToFewRows: Bool {
        switch self {
        case .compare(_, .equal, _), .matches, .among(_, _, true), .exists, .refers, .returned: true
        default: false
        }
    }
}
