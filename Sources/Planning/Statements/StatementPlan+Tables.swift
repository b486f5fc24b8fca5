package import GraphModel

/// A table that a statement reads, under the alias that it has there.
package struct TableReference: Sendable, Hashable {
    package let table: Table.ID
    package let alias: Alias
}

extension StatementPlan {
    /// Every table that the statement reads, however deep, each as often as it is read.
    package var tableReferences: [TableReference] {
        switch body {
        case .rows(let query), .count(let query): query.tableReferences
        }
    }

    /// Whether the statement's first parameter, with which the renderer compares each table's tenant column, is the viewer's tenant.
    package var statesTenant: Bool {
        if case .tenant? = parameters.first?.source { true } else { false }
    }
}

extension RowQuery {
    var tableReferences: [TableReference] {
        var references = [TableReference(table: table, alias: alias)]
        if let through { references.append(TableReference(table: through.table, alias: through.alias)) }
        references += joins.map { TableReference(table: $0.table, alias: $0.alias) }
        if case .page(let page)? = spread { references += page.tableReferences }
        for cell in cells {
            switch cell {
            case .rows(let query), .count(let query): references += query.tableReferences
            case .column, .position: break
            }
        }
        return references
    }
}
