package import GraphModel

/// A table that a statement reads, under the alias that it has there.
package struct TableReference: Sendable, Hashable {
    package let table: Table.ID
    package let alias: Alias
}

extension StatementPlan {
    /// Every table that the statement itself reads, however deep, each as often as it is read. What functions read is theirs to guard.
    package var tableReferences: [TableReference] {
        switch body {
        case .rows(let query): query.tableReferences
        case .figures(let cells, let page): cells.flatMap(\.tableReferences) + (page?.tableReferences ?? [])
        case .mutation: []
        }
    }

    /// Whether the statement's first parameter, with which the renderer compares each table's tenant column, is the viewer's tenant.
    package var statesTenant: Bool {
        if case .tenant? = parameters.first?.source { true } else { false }
    }
}

extension RowQuery {
    fileprivate var tableReferences: [TableReference] {
        var references = call == nil ? [TableReference(table: table, alias: alias)] : []
        if let through { references.append(TableReference(table: through.table, alias: through.alias)) }
        references += (orderJoins + joins).flatMap(\.tableReferences)
        references += conditions.flatMap(\.tableReferences)
        if case .page(let page)? = spread { references += page.tableReferences }
        references += cells.flatMap(\.tableReferences)
        return references
    }
}

extension Cell {
    fileprivate var tableReferences: [TableReference] {
        switch self {
        case .rows(let query), .count(let query), .presence(let query): query.tableReferences
        case .aggregate(let aggregate), .groups(let aggregate): aggregate.tableReferences
        case .column, .orderKey, .call, .permission, .position, .figure: []
        }
    }
}

extension AggregateQuery {
    fileprivate var tableReferences: [TableReference] {
        source.tableReferences + bounds.values.flatMap(\.tableReferences) + joins.flatMap(\.tableReferences)
            + cells.flatMap(\.tableReferences)
    }
}

extension ReferenceJoin {
    fileprivate var tableReferences: [TableReference] {
        (call == nil ? [TableReference(table: table, alias: alias)] : []) + conditions.flatMap(\.tableReferences)
    }
}

extension Condition {
    fileprivate var tableReferences: [TableReference] {
        switch self {
        case .exists(let query): query.tableReferences
        case .refers(let join): join.tableReferences
        case .all(let parts), .any(let parts): parts.flatMap(\.tableReferences)
        case .not(let part), .unless(let part), .confirmed(let part): part.tableReferences
        case .compare, .matches, .isNull, .among, .begins, .includes, .beyond, .returned, .declared, .declaredAmong: []
        }
    }
}
