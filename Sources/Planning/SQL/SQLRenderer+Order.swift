import GraphModel

extension SQLRenderer {
    func writeOrder(of query: RowQuery, to sql: inout SQLText) {
        writeKeys(of: query, to: &sql) { sql, _, key in write(key.reference, to: &sql) }
    }

    /// The order once more, around the limited rows, which export what is not their own.
    func writeOrder(ofLimited query: RowQuery, to sql: inout SQLText) {
        writeKeys(of: query, to: &sql) { sql, position, key in
            if key.reference.alias == query.alias {
                write(key.reference, to: &sql)
            } else {
                sql.write(query.alias)
                sql.write(".")
                sql.write(exportedName(position, of: query.table))
            }
        }
    }

    private func writeKeys(of query: RowQuery, to sql: inout SQLText, _ write: (inout SQLText, Int, RowOrder) -> Void) {
        let keys = query.order.deciding(of: query.alias, besides: query.fixedColumns)
        guard !keys.isEmpty else { return }
        sql.write(" ORDER BY ")
        sql.writeList(keys) { sql, key in
            write(&sql, key.offset, key.element)
            if key.element.isDescending { sql.write(" DESC") }
            // Said only where it differs from PostgreSQL's own rule and nulls occur: an index must match it to the letter.
            if key.element.isNullable && key.element.nullsFirst != key.element.isDescending {
                if key.element.nullsFirst { sql.write(" NULLS FIRST") } else { sql.write(" NULLS LAST") }
            }
        }
    }

    /// A name for another row's column among those of a table's limited rows, which have none of that name.
    func exportedName(_ position: Int, of table: Table.ID) -> Identifier {
        let names = Set(graph.tables[table].columns.map(\.name.name))
        var name = "order \(position + 1)"
        while names.contains(name) { name += "'" }
        return Identifier(name)
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

    /// Writes that a row comes after a place in the order, or stands in it where that is included.
    ///
    /// Keys that all go one way and are never null compare as one row value, which an index serves as a range. Otherwise:
    /// beyond the first key, or equal in it and beyond the second, and so on; bounded by the first key for the index.
    func writeBeyond(_ order: [RowOrder], _ parameters: [Parameter.ID], isInclusive: Bool, to sql: inout SQLText) {
        let goesOneWay = order.allSatisfy { $0.isDescending == order[0].isDescending }
        guard !goesOneWay || order.contains(where: \.isNullable) else {
            sql.write("(")
            sql.writeList(order) { sql, key in write(key.reference, to: &sql) }
            sql.write(")")
            sql.write(order[0].isDescending ? isInclusive ? " <= (" : " < (" : isInclusive ? " >= (" : " > (")
            sql.writeList(parameters) { sql, parameter in sql.write(parameter: parameter) }
            return sql.write(")")
        }
        sql.write("(")
        if !order[0].isNullable {
            write(order[0].reference, to: &sql)
            if order[0].isDescending { sql.write(" <= ") } else { sql.write(" >= ") }
            sql.write(parameter: parameters[0])
            sql.write(" AND ")
        }
        sql.write("(")
        let keys = Array(zip(order, parameters))
        sql.writeList(keys.indices, separator: " OR ") { sql, last in
            sql.write("(")
            for (key, parameter) in keys[..<last] {
                writeEqual(key, parameter, to: &sql)
                sql.write(" AND ")
            }
            writeBeyond(keys[last].0, keys[last].1, to: &sql)
            sql.write(")")
        }
        if isInclusive {
            sql.write(" OR (")
            sql.writeList(keys, separator: " AND ") { sql, key in writeEqual(key.0, key.1, to: &sql) }
            sql.write(")")
        }
        sql.write("))")
    }

    private func writeEqual(_ key: RowOrder, _ parameter: Parameter.ID, to sql: inout SQLText) {
        write(key.reference, to: &sql)
        if key.isNullable { sql.write(" IS NOT DISTINCT FROM ") } else { sql.write(" = ") }
        sql.write(parameter: parameter)
    }

    private func writeBeyond(_ key: RowOrder, _ parameter: Parameter.ID, to sql: inout SQLText) {
        func writeComparison(_ sql: inout SQLText) {
            write(key.reference, to: &sql)
            if key.isDescending { sql.write(" < ") } else { sql.write(" > ") }
            sql.write(parameter: parameter)
        }
        guard key.isNullable else { return writeComparison(&sql) }
        sql.write("(")
        writeComparison(&sql)
        sql.write(" OR (")
        sql.write(parameter: parameter)
        if key.nullsFirst { sql.write(" IS NULL AND ") } else { sql.write(" IS NOT NULL AND ") }
        write(key.reference, to: &sql)
        if key.nullsFirst { sql.write(" IS NOT NULL") } else { sql.write(" IS NULL") }
        sql.write("))")
    }
}
