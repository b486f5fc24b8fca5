import GraphModel

extension SQLRenderer {
    /// ` WHERE …`: the tenant's condition on what the rows are found in, then the query's own.
    func writeConditions(of query: RowQuery, to sql: inout SQLText) {
        let entry = query.through.map { (table: $0.table, alias: $0.alias) } ?? (table: query.table, alias: query.alias)
        let hasTenant = query.lookup == nil && graph.ownedTenantColumn(of: entry.table) != nil
        guard hasTenant || !query.conditions.isEmpty else { return }
        sql.write(" WHERE ")
        if hasTenant { writeTenant(of: entry.table, as: entry.alias, to: &sql) }
        let conditions = query.conditions.filter { condition in
            // The tenant of the outer row is the tenant of the session, which is compared with already.
            guard case .matches(let inner, _) = condition else { return true }
            return inner.column != graph.ownedTenantColumn(of: inner.table)
        }
        for (index, condition) in conditions.enumerated() {
            if hasTenant || index > 0 { sql.write(" AND ") }
            write(condition, to: &sql)
        }
    }

    func write(_ condition: Condition, to sql: inout SQLText) {
        switch condition {
        case .compare(let reference, let comparison, let parameter):
            write(reference, to: &sql)
            write(comparison, to: &sql)
            sql.write(parameter: parameter)
        case .matches(let inner, let outer):
            write(inner, to: &sql)
            sql.write(" = ")
            write(outer, to: &sql)
        case .isNull(let reference, let isNull):
            write(reference, to: &sql)
            if isNull { sql.write(" IS NULL") } else { sql.write(" IS NOT NULL") }
        case .among(let reference, let parameter, let isAmong):
            write(reference, to: &sql)
            if isAmong { sql.write(" = ANY(") } else { sql.write(" <> ALL(") }
            sql.write(parameter: parameter)
            sql.write(")")
        case .begins(let reference, let start, let end, let order):
            sql.write("(")
            write(reference, to: &sql)
            sql.write(order == .pattern ? " ~>=~ " : order == .collation ? " COLLATE \"C\" >= " : " >= ")
            sql.write(parameter: start)
            sql.write(" AND ")
            write(reference, to: &sql)
            sql.write(order == .pattern ? " ~<~ " : order == .collation ? " COLLATE \"C\" < " : " < ")
            sql.write(parameter: end)
            sql.write(")")
        case .includes(let reference, let part, let atStart):
            sql.write(atStart ? "starts_with(" : "(strpos(")
            write(reference, to: &sql)
            sql.write("::text COLLATE \"C\", ")
            sql.write(parameter: part)
            sql.write(atStart ? ")" : ") > 0)")
        case .beyond(let order, let parameters, let isInclusive):
            writeBeyond(order, parameters, isInclusive: isInclusive, to: &sql)
        case .exists(let query):
            sql.write("EXISTS (SELECT FROM ")
            writeTables(of: query, to: &sql)
            writeConditions(of: query, to: &sql)
            // Over a limit nothing is joined.
            if query.isAskedForEach { sql.write(" OFFSET 0") }
            sql.write(")")
        case .refers(let join):
            sql.write("EXISTS (SELECT FROM ")
            writeTarget(of: join, joinedBy: " WHERE ", to: &sql)
            sql.write(")")
        case .returned(let key, let call, let alias):
            writeReturned(key, by: call, as: alias, to: &sql)
        case .declaredAmong(let reference, let values):
            write(reference, to: &sql)
            sql.write(" = ANY (ARRAY(SELECT ")
            sql.write(rule: values, of: reference.alias)
            sql.write("))")
        case .declared(let rule, let alias):
            sql.write("(")
            sql.write(rule: rule, of: alias)
            sql.write(")")
        case .confirmed(let part):
            // Never null for a row that passes. The planner takes IS NOT NULL for true of nearly every row: in any other form it would
            // multiply the share that passes the rule by itself, and sort a whole table instead of following an index.
            sql.write("nullif(")
            write(part, to: &sql)
            sql.write(", false) IS NOT NULL")
        case .all(let parts):
            if parts.isEmpty { return sql.write("true") }
            sql.write("(")
            sql.writeList(parts, separator: " AND ") { sql, part in write(part, to: &sql) }
            sql.write(")")
        case .any(let parts):
            if parts.isEmpty { return sql.write("false") }
            sql.write("(")
            sql.writeList(parts, separator: " OR ") { sql, part in write(part, to: &sql) }
            sql.write(")")
        case .not(let part):
            sql.write("NOT ")
            write(.all([part]), to: &sql)
        case .unless(let part):
            write(.all([part]), to: &sql)
            sql.write(" IS NOT TRUE")
        }
    }

    private func write(_ comparison: Comparison, to sql: inout SQLText) {
        switch comparison {
        case .equal: sql.write(" = ")
        case .notEqual: sql.write(" <> ")
        case .less: sql.write(" < ")
        case .lessOrEqual: sql.write(" <= ")
        case .greater: sql.write(" > ")
        case .greaterOrEqual: sql.write(" >= ")
        case .contains: sql.write(" @> ")
        case .containedBy: sql.write(" <@ ")
        case .overlaps: sql.write(" && ")
        case .hasKey: sql.write(" ? ")
        case .hasAnyKey: sql.write(" ?| ")
        case .hasAllKeys: sql.write(" ?& ")
        }
    }
}
