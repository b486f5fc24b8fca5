import GraphModel

extension SQLRenderer {
    /// The tree of what a statement reads.
    package func outline(of statement: StatementPlan) -> PlanOutline {
        switch statement.body {
        case .rows(let query): outline(of: query, as: query.limit == nil ? .lookup : .page)
        case .count(let query): outline(of: query, as: .count)
        }
    }

    private func outline(of query: RowQuery, as kind: PlanOutline.Kind) -> PlanOutline {
        var outline = PlanOutline(kind: query.lookup == nil ? kind : .list, table: query.table, alias: query.alias.text)
        outline.limit = clause("LIMIT") { writeLimit(query.limit, to: &$0) }
        outline.order = clause("ORDER BY") { writeOrder(of: query, to: &$0) }
        outline.conditions = clause("WHERE") { writeConditions(of: query, to: &$0) }
        outline.children = query.joins.map(self.outline) + pages(below: query)
        return outline
    }

    private func outline(of join: ReferenceJoin) -> PlanOutline {
        let pairs = join.pairs.map { pair in
            Condition.matches(
                ColumnReference(alias: join.alias, table: join.table, column: pair.target),
                outer: ColumnReference(alias: join.source, table: join.sourceTable, column: pair.source))
        }
        return PlanOutline(
            kind: .reference, table: join.table, alias: join.alias.text,
            conditions: clause("") { sql in
                sql.writeList(pairs + join.conditions, separator: " AND ") { sql, condition in write(condition, to: &sql) }
            })
    }

    private func pages(below query: RowQuery) -> [PlanOutline] {
        var pages = query.cells.compactMap(outline)
        if case .page(let page)? = query.spread { pages.insert(outline(of: page, as: .page), at: 0) }
        return pages
    }

    private func outline(of cell: Cell) -> PlanOutline? {
        switch cell {
        case .rows(let query): outline(of: query, as: .page)
        case .count(let query): outline(of: query, as: .count)
        case .column, .position: nil
        }
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
