import GraphModel

extension SQLRenderer {
    /// The trees of what a statement reads: one for its rows, and one for each figure beside them.
    package func outlines(of statement: StatementPlan) -> [PlanOutline] {
        switch statement.body {
        case .rows(let query): [outline(of: query, as: query.limit == nil ? .lookup : .page)]
        case .figures(let figures, let page): figures.compactMap(outline) + (page.map { [outline(of: $0, as: .page)] } ?? [])
        case .mutation(let mutation): [PlanOutline(kind: .function, call: text(of: mutation.call))]
        }
    }

    private func outline(of query: RowQuery, as kind: PlanOutline.Kind) -> PlanOutline {
        var outline = PlanOutline(kind: query.lookup == nil ? kind : .list, table: query.table, alias: query.alias.text)
        outline.call = query.call.map(text)
        outline.limit = clause("LIMIT") { writeLimit(query.limit, to: &$0) }
        outline.order = clause("ORDER BY") { writeOrder(of: query, to: &$0) }
        outline.conditions = clause("WHERE") { writeConditions(of: query, to: &$0) }
        outline.children = (query.through.map { [self.outline(of: $0, to: query)] } ?? []) + query.conditions.flatMap(filters)
        outline.children += (query.orderJoins + query.joins).map(self.outline)
        if case .page(let page)? = query.spread { outline.children.append(self.outline(of: page, as: .page)) }
        outline.children += query.cells.compactMap(self.outline)
        return outline
    }

    private func outline(of through: RowQuery.Through, to query: RowQuery) -> PlanOutline {
        let pairs = through.pairs.map { pair in
            Condition.matches(
                ColumnReference(alias: query.alias, table: query.table, column: pair.target),
                outer: ColumnReference(alias: through.alias, table: through.table, column: pair.source))
        }
        return PlanOutline(kind: .link, table: through.table, alias: through.alias.text, conditions: text(of: pairs))
    }

    private func outline(of join: ReferenceJoin) -> PlanOutline {
        let pairs = join.pairs.map { pair in
            Condition.matches(
                ColumnReference(alias: join.alias, table: join.table, column: pair.target),
                outer: ColumnReference(alias: join.source, table: join.sourceTable, column: pair.source))
        }
        return PlanOutline(
            kind: .reference, table: join.table, alias: join.alias.text, call: join.call.map(text),
            conditions: text(of: pairs + join.conditions))
    }

    private func outline(of cell: Cell) -> PlanOutline? {
        switch cell {
        case .rows(let query): outline(of: query, as: .page)
        case .count(let query): outline(of: query, as: .count)
        case .presence(let query): outline(of: query, as: .presence)
        case .aggregate(let query): outline(of: query, as: .aggregate)
        case .groups(let query): outline(of: query, as: .groups)
        case .call(let call, _), .permission(let call): PlanOutline(kind: .function, call: text(of: call))
        case .column, .position, .orderKey, .figure: nil
        }
    }

    private func outline(of query: AggregateQuery, as kind: PlanOutline.Kind) -> PlanOutline {
        var outline = outline(of: query.source, as: kind)
        outline.children += query.joins.map(self.outline)
        return outline
    }

    /// The rows of other tables that a condition looks at.
    private func filters(in condition: Condition) -> [PlanOutline] {
        switch condition {
        case .exists(let query): return [outline(of: query, as: .filter)]
        case .refers(let join):
            var outline = outline(of: join)
            outline.kind = .filter
            return [outline]
        case .returned(_, let call, _): return [PlanOutline(kind: .function, call: text(of: call))]
        case .all(let parts), .any(let parts): return parts.flatMap(filters)
        case .not(let part), .unless(let part), .confirmed(let part): return filters(in: part)
        case .compare, .matches, .isNull, .among, .begins, .includes, .beyond, .declared, .declaredAmong: return []
        }
    }

    /// What has to hold together; nil for nothing.
    private func text(of conditions: [Condition]) -> String? {
        clause("") { sql in sql.writeList(conditions, separator: " AND ") { sql, condition in write(condition, to: &sql) } }
    }

    private func text(of call: FunctionCall) -> String {
        var sql = SQLText()
        write(call, to: &sql)
        return sql.finished()
    }

    /// A clause's text without the word that it begins with; nil when there is no such clause.
    private func clause(_ word: String, _ write: (inout SQLText) -> Void) -> String? {
        var sql = SQLText()
        write(&sql)
        let text = sql.finished().drop { $0 == " " }
        let rest = text.hasPrefix(word) ? text.dropFirst(word.count).drop { $0 == " " } : text
        return rest.isEmpty ? nil : String(rest)
    }
}
