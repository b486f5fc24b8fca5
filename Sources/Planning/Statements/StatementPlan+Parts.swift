package import GraphModel

/// A table that a statement reads, under the alias that it has there.
package struct TableReference: Sendable, Hashable {
    package let table: Table.ID
    package let alias: Alias
}

extension StatementPlan {
    /// Every table that the statement itself reads, however deep, each as often as it is read. What functions read is theirs to guard.
    package var tableReferences: [TableReference] { parts.tables }

    /// Whether the statement's first parameter, with which the renderer compares each table's tenant column, is the viewer's tenant.
    package var statesTenant: Bool {
        if case .tenant? = parameters.first?.source { true } else { false }
    }

    /// Whether its rows are the same for all viewers of this role who agree in whatever a session's context says besides the subject.
    func isImpersonal(in graph: Graph, for role: Role) -> Bool {
        let parts = parts
        return !parts.isFoundByRule && parts.calls.allSatisfy(\.isImpersonal) && !parameters.contains(where: \.source.namesBuyer)
            && parts.tables.allSatisfy { reference in
                let table = graph.tables[reference.table]
                // What a view asks is in its text.
                return !table.isView && table.rowRule.map { !$0.personalFor.contains(role) } == true
            }
    }

    /// The types of the tables that the statement reads, by the names that changes have in the outbox; nil where functions and views read
    /// what nobody knows.
    func typesRead(in graph: Graph) -> Set<String>? {
        let parts = parts
        let tables = parts.tables.map { graph.tables[$0.table] }
        guard parts.calls.isEmpty, !parts.isFoundByRule, !tables.contains(where: \.isView) else { return nil }
        return Set(tables.map(\.typeName))
    }

    private var parts: StatementParts {
        var parts = StatementParts()
        parts.add(self)
        return parts
    }
}

extension Parameter.Source {
    fileprivate var namesBuyer: Bool {
        if case .viewer(.buyer) = self { true } else { false }
    }
}

/// What a statement reads and calls.
private struct StatementParts {
    private(set) var tables: [TableReference] = []
    private(set) var calls: [FunctionCall] = []
    /// Whether a rule's function says which rows to look for: nobody says what that asks.
    private(set) var isFoundByRule = false

    mutating func add(_ statement: StatementPlan) {
        switch statement.body {
        case .rows(let query): add(query)
        case .mutation(let mutation): calls.append(mutation.call)
        case .figures(let cells, let page):
            for cell in cells { add(cell) }
            if let page { add(page) }
        }
    }

    private mutating func add(_ query: RowQuery) {
        add(query.table, as: query.alias, calling: query.call)
        if let through = query.through { tables.append(TableReference(table: through.table, alias: through.alias)) }
        for join in query.orderJoins + query.joins { add(join) }
        for condition in query.conditions { add(condition) }
        if case .page(let page)? = query.spread { add(page) }
        for cell in query.cells { add(cell) }
    }

    private mutating func add(_ join: ReferenceJoin) {
        add(join.table, as: join.alias, calling: join.call)
        for condition in join.conditions { add(condition) }
    }

    /// Rows that a function returns are no table's.
    private mutating func add(_ table: Table.ID, as alias: Alias, calling call: FunctionCall?) {
        if let call { calls.append(call) } else { tables.append(TableReference(table: table, alias: alias)) }
    }

    private mutating func add(_ aggregate: AggregateQuery) {
        add(aggregate.source)
        for bound in aggregate.bounds.values { add(bound) }
        for join in aggregate.joins { add(join) }
        for cell in aggregate.cells { add(cell) }
    }

    private mutating func add(_ cell: Cell) {
        switch cell {
        case .rows(let query), .count(let query), .presence(let query): add(query)
        case .aggregate(let aggregate), .groups(let aggregate): add(aggregate)
        case .call(let call, _), .permission(let call): calls.append(call)
        case .column, .orderKey, .position, .figure: break
        }
    }

    private mutating func add(_ condition: Condition) {
        switch condition {
        case .exists(let query): add(query)
        case .refers(let join): add(join)
        case .returned(_, let call, _): calls.append(call)
        case .all(let parts), .any(let parts): for part in parts { add(part) }
        case .not(let part), .unless(let part), .confirmed(let part): add(part)
        case .declaredAmong: isFoundByRule = true
        case .compare, .matches, .isNull, .among, .begins, .includes, .beyond, .declared: break
        }
    }
}
