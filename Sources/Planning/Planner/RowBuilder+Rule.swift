import GraphModel

extension RowBuilder {
    /// What the table's rule asks of rows that the statement's viewer may see; nothing where the rule leaves it to row security.
    func viewerConditions() -> [Condition] {
        guard let rule = table.rowRule else { return [] }
        switch statement.viewer {
        case .operator:
            return []
        case .anonymous:
            return [.any([])]
        case .buyer:
            return [.any(rule.buyers.map { .compare(scope.reference(to: $0), .equal, statement.viewerParameter(.viewerBuyer)) })]
        case .merchant, .partner:
            return [.any(rule.merchants.map { .among(scope.reference(to: $0), statement.viewerParameter(.viewerMerchants), true) })]
        }
    }
}
