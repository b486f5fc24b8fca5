import GraphModel

extension SQLRenderer {
    func writeOrder(of query: RowQuery, to sql: inout SQLText) {
        guard !query.order.isEmpty else { return }
        let table = graph.tables[query.table]
        sql.write(" ORDER BY ")
        sql.writeList(query.order) { sql, key in
            write(ColumnReference(alias: query.alias, table: query.table, column: key.column), to: &sql)
            if key.isDescending { sql.write(" DESC") }
            // Said only where it differs from PostgreSQL's own rule and nulls occur: an index must match it to the letter.
            if table.columns[key.column].isNullable && key.nullsFirst != key.isDescending {
                if key.nullsFirst { sql.write(" NULLS FIRST") } else { sql.write(" NULLS LAST") }
            }
        }
    }

    func writeLimit(_ limit: RowLimit?, to sql: inout SQLText) {
        switch limit {
        case .fixed(let count):
            sql.write(" LIMIT ")
            sql.write(count)
        case .parameter(let parameter):
            sql.write(" LIMIT ")
            sql.write(parameter: parameter)
        case nil: break
        }
    }

    /// Writes that a row comes after a place in the order.
    ///
    /// Keys that all go one way and are never null compare as one row value, which an index serves as a range. Otherwise:
    /// beyond the first key, or equal in it and beyond the second, and so on; bounded by the first key for the index.
    func writeBeyond(
        _ order: [OrderKey], of table: Table.ID, as alias: Alias, _ parameters: [Parameter.ID], to sql: inout SQLText
    ) {
        let columns = order.map { graph.tables[table].columns[$0.column] }
        let goesOneWay = order.allSatisfy { $0.isDescending == order[0].isDescending }
        func reference(_ index: Int) -> ColumnReference {
            ColumnReference(alias: alias, table: table, column: order[index].column)
        }
        guard !goesOneWay || columns.contains(where: \.isNullable) else {
            sql.write("(")
            sql.writeList(order.indices) { sql, index in write(reference(index), to: &sql) }
            if order[0].isDescending { sql.write(") < (") } else { sql.write(") > (") }
            sql.writeList(parameters) { sql, parameter in sql.write(parameter: parameter) }
            return sql.write(")")
        }
        sql.write("(")
        if !columns[0].isNullable {
            write(reference(0), to: &sql)
            if order[0].isDescending { sql.write(" <= ") } else { sql.write(" >= ") }
            sql.write(parameter: parameters[0])
            sql.write(" AND ")
        }
        sql.write("(")
        sql.writeList(order.indices, separator: " OR ") { sql, last in
            sql.write("(")
            for index in 0..<last {
                write(reference(index), to: &sql)
                if columns[index].isNullable { sql.write(" IS NOT DISTINCT FROM ") } else { sql.write(" = ") }
                sql.write(parameter: parameters[index])
                sql.write(" AND ")
            }
            writeBeyond(order[last], isNullable: columns[last].isNullable, reference(last), parameters[last], to: &sql)
            sql.write(")")
        }
        sql.write("))")
    }

    private func writeBeyond(
        _ key: OrderKey, isNullable: Bool, _ reference: ColumnReference, _ parameter: Parameter.ID, to sql: inout SQLText
    ) {
        func writeComparison(_ sql: inout SQLText) {
            write(reference, to: &sql)
            if key.isDescending { sql.write(" < ") } else { sql.write(" > ") }
            sql.write(parameter: parameter)
        }
        guard isNullable else { return writeComparison(&sql) }
        sql.write("(")
        writeComparison(&sql)
        sql.write(" OR (")
        if key.nullsFirst {
            sql.write(parameter: parameter)
            sql.write(" IS NULL AND ")
            write(reference, to: &sql)
            sql.write(" IS NOT NULL")
        } else {
            sql.write(parameter: parameter)
            sql.write(" IS NOT NULL AND ")
            write(reference, to: &sql)
            sql.write(" IS NULL")
        }
        sql.write("))")
    }
}
