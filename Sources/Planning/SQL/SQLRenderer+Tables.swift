import GraphModel

extension SQLRenderer {
    /// The query's table, with the join table or the list of keys that leads to it.
    func writeTables(of query: RowQuery, to sql: inout SQLText) {
        if let through = query.through {
            write(through.table, as: through.alias, to: &sql)
            sql.write(" JOIN ")
            write(query.table, as: query.alias, to: &sql)
            sql.write(" ON ")
            writePairs(through.pairs, from: through.alias, of: through.table, to: query.alias, of: query.table, into: &sql)
        } else if let lookup = query.lookup {
            let table = graph.tables[query.table]
            sql.write("unnest(")
            sql.writeList(lookup.keys) { sql, key in
                switch key.values {
                case .parameter(let parameter): sql.write(parameter: parameter)
                case .kept(let values): write(values, to: &sql)
                }
                sql.write("::")
                sql.write(arrayTypeOf: table.columns[key.column])
            }
            sql.write(") WITH ORDINALITY AS ")
            sql.write(lookup.alias)
            sql.write("(")
            for part in lookup.keys.indices {
                sql.write("k")
                sql.write(part)
                sql.write(", ")
            }
            sql.write("n) JOIN ")
            write(query.table, as: query.alias, to: &sql)
            sql.write(" ON ")
            let hasTenant = writeTenant(of: query.table, as: query.alias, to: &sql)
            if hasTenant { sql.write(" AND ") }
            sql.writeList(lookup.keys.enumerated(), separator: " AND ") { sql, key in
                write(ColumnReference(alias: query.alias, table: query.table, column: key.element.column), to: &sql)
                sql.write(" = ")
                sql.write(lookup.alias)
                sql.write(".k")
                sql.write(key.offset)
            }
        } else if let call = query.call {
            write(call, to: &sql)
            sql.write(" ")
            sql.write(query.alias)
        } else {
            write(query.table, as: query.alias, to: &sql)
        }
    }

    func writeJoins(_ joins: [ReferenceJoin], to sql: inout SQLText) {
        for join in joins {
            if let call = join.call {
                sql.write(" LEFT JOIN LATERAL ")
                write(call, to: &sql)
                sql.write(" ")
                sql.write(join.alias)
                sql.write(" ON true")
            } else {
                sql.write(" LEFT JOIN ")
                writeTarget(of: join, joinedBy: " ON ", to: &sql)
            }
        }
    }

    /// The table referred to, and what makes a row of it the row referred to.
    func writeTarget(of join: ReferenceJoin, joinedBy words: StaticString, to sql: inout SQLText) {
        write(join.table, as: join.alias, to: &sql)
        sql.write(words)
        writePairs(join.pairs, from: join.source, of: join.sourceTable, to: join.alias, of: join.table, into: &sql)
        for condition in join.conditions {
            sql.write(" AND ")
            write(condition, to: &sql)
        }
    }

    private func write(_ table: Table.ID, as alias: Alias, to sql: inout SQLText) {
        sql.write(graph.tables[table])
        sql.write(" ")
        sql.write(alias)
    }

    /// The target's tenant condition and its equality with each source column.
    private func writePairs(
        _ pairs: [ColumnPair], from source: Alias, of sourceTable: Table.ID, to target: Alias, of targetTable: Table.ID,
        into sql: inout SQLText
    ) {
        var isFirst = !writeTenant(of: targetTable, as: target, to: &sql)
        for pair in pairs where pair.target != graph.ownedTenantColumn(of: targetTable) {
            if !isFirst { sql.write(" AND ") }
            isFirst = false
            write(ColumnReference(alias: target, table: targetTable, column: pair.target), to: &sql)
            sql.write(" = ")
            write(ColumnReference(alias: source, table: sourceTable, column: pair.source), to: &sql)
        }
        if isFirst { sql.write("true") }
    }

    /// Writes `t1.tenant_id = $1`; returns false for a table that no tenant owns.
    @discardableResult
    func writeTenant(of table: Table.ID, as alias: Alias, to sql: inout SQLText) -> Bool {
        guard let column = graph.ownedTenantColumn(of: table) else { return false }
        write(ColumnReference(alias: alias, table: table, column: column), to: &sql)
        sql.write(" = ")
        sql.write(parameter: 0)
        return true
    }

    func write(_ reference: ColumnReference, to sql: inout SQLText) {
        sql.write(reference.alias)
        sql.write(".")
        sql.write(graph.tables[reference.table].columns[reference.column].name)
    }
}

extension Graph {
    /// The tenant column of a table whose rows belong to tenants; nil for others.
    func ownedTenantColumn(of table: Table.ID) -> Column.ID? {
        tenancy == .column ? tables[table].tenantColumn : nil
    }
}
