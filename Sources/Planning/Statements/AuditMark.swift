package import GraphModel

/// Marked data of one table that an operation reads: what the record of it names.
package struct AuditMark: Sendable, Hashable {
    package let table: Table.ID
    /// The marked columns that are read, in table order; where the whole table is marked, all that are read.
    package let columns: [Column.ID]

    /// What of statements must be recorded, table by table; nothing for viewers whose reading is not.
    ///
    /// Speaking of a column is reading it: also in a filter, an order or an aggregate.
    static func marks(in statements: [StatementPlan], _ graph: Graph, for viewer: Role) -> [AuditMark] {
        guard viewer == .operator || viewer == .partner, graph.tables.contains(where: { $0.audited != nil }) else { return [] }
        var mentions = ColumnMentions()
        for statement in statements { mentions.add(statement) }
        let tables = Set(statements.flatMap(\.tableReferences).map(\.table)).union(mentions.wholeRows)
        return graph.tables.compactMap { table in
            let named = mentions.wholeRows.contains(table.id) ? Set(table.columns.map(\.id)) : mentions.columns[table.id] ?? []
            switch table.audited {
            case .rows where tables.contains(table.id):
                return AuditMark(table: table.id, columns: named.filter { $0 != table.tenantColumn }.sorted())
            case .columns(let marked) where !named.isDisjoint(with: marked):
                return AuditMark(table: table.id, columns: named.intersection(marked).sorted())
            default:
                return nil
            }
        }
    }
}
