import GraphModel
import PostgresTypes

extension SQLRenderer {
    /// `SELECT …`: a column for each figure and, in as many rows as the page has, for each cell of its rows.
    func writeFigures(_ figures: [Cell], page: RowQuery?, to sql: inout SQLText) {
        sql.write("SELECT ")
        sql.writeList(figures + (page?.cells ?? [])) { sql, cell in write(cell, to: &sql) }
        guard let page else { return }
        // A figure that depends on no row is computed once, and is there without any row.
        sql.write(" FROM (SELECT) f LEFT JOIN ")
        writeLimited(page, to: &sql)
        sql.write(" ON true")
        writeJoins(page.joins, to: &sql)
        writeOrder(ofLimited: page, to: &sql)
    }

    /// `SELECT ROW(…)`: figures over rows that are limited first; where they are grouped, the largest group first.
    func writeAggregate(_ query: AggregateQuery, to sql: inout SQLText) {
        sql.write("SELECT ROW(")
        sql.writeList(query.cells) { sql, cell in write(cell, to: &sql) }
        sql.write(") FROM (SELECT ")
        let keys = query.keys.map { ColumnReference(alias: query.source.alias, table: query.source.table, column: $0) }
        for key in keys {
            write(key, to: &sql)
            sql.write(", ")
        }
        sql.writeList(query.figures.enumerated()) { sql, figure in
            if let row = query.bounds[figure.element] {
                writeBound(figure.element, in: row, of: query.source, to: &sql)
            } else {
                write(figure.element, of: query.source, to: &sql)
            }
            sql.write(" AS ")
            sql.write(figureName(figure.offset, in: query.source.table))
        }
        sql.write(" FROM ")
        writeLimited(query.source, to: &sql)
        if !keys.isEmpty {
            sql.write(" GROUP BY ")
            sql.writeList(keys) { sql, key in write(key, to: &sql) }
            sql.write(" ORDER BY count(*) DESC, ")
            sql.writeList(keys) { sql, key in write(key, to: &sql) }
            writeLimit(query.limit, to: &sql)
        }
        sql.write(") ")
        sql.write(query.alias)
        writeJoins(query.joins, to: &sql)
        guard !keys.isEmpty, !query.joins.isEmpty else { return }
        // A join may disturb the order, which the figures and keys still tell.
        sql.write(" ORDER BY ")
        write(.figure(query.alias, query.source.table, query.figures.firstIndex(of: .count) ?? 0), to: &sql)
        sql.write(" DESC")
        for key in query.keys {
            sql.write(", ")
            write(ColumnReference(alias: query.alias, table: query.source.table, column: key), to: &sql)
        }
    }

    /// The least or greatest value of the source's rows while that is all of them, else the value of the row that has it.
    private func writeBound(_ figure: Figure, in row: RowQuery, of source: RowQuery, to sql: inout SQLText) {
        sql.write("CASE WHEN count(*) <= ")
        sql.write(AggregateBounds.read)
        sql.write(" THEN ")
        write(figure, of: source, to: &sql)
        sql.write(" ELSE (SELECT ")
        sql.writeList(row.order) { sql, key in write(key.reference, to: &sql) }
        sql.write(" FROM ")
        writeTables(of: row, to: &sql)
        writeConditions(of: row, to: &sql)
        writeOrder(of: row, to: &sql)
        writeLimit(row.limit, to: &sql)
        sql.write(") END")
    }

    private func write(_ figure: Figure, of source: RowQuery, to sql: inout SQLText) {
        switch figure {
        case .count: sql.write("count(*)")
        case .total: sql.write("(sum(count(*)) OVER ())::bigint")
        case .function(let function, let column):
            let reference = ColumnReference(alias: source.alias, table: source.table, column: column)
            write(function, of: reference, as: graph.tables[source.table].columns[column].type.underlying, to: &sql)
        }
    }

    private func write(_ function: AggregateFunction, of reference: ColumnReference, as type: PostgresType, to sql: inout SQLText) {
        switch (function, type) {
        case (.sum, .float4), (.sum, .float8): writeInOrder("sum(", reference, to: &sql)
        case (.avg, .float4), (.avg, .float8): writeInOrder("avg(", reference, to: &sql)
        case (.sum, _): writeCall("sum(", reference, ")", to: &sql)
        // The server fills a mean up with zeros.
        case (.avg, .numeric): writeCall("trim_scale(avg(", reference, "))", to: &sql)
        case (.avg, _): writeCall("avg(", reference, ")::float8", to: &sql)
        case (.min, _): writeCall("min(", reference, ")", to: &sql)
        case (.max, _): writeCall("max(", reference, ")", to: &sql)
        }
    }

    /// Floats are added up in the order of their values: in the order of the rows the last digits would tell where rows lie, and so of
    /// others that the viewer may not see.
    private func writeInOrder(_ opening: StaticString, _ reference: ColumnReference, to sql: inout SQLText) {
        writeCall(opening, reference, "::float8 ORDER BY ", to: &sql)
        writeCall("", reference, ")", to: &sql)
    }

    private func writeCall(_ opening: StaticString, _ reference: ColumnReference, _ closing: StaticString, to sql: inout SQLText) {
        sql.write(opening)
        write(reference, to: &sql)
        sql.write(closing)
    }

    /// The name of a figure: one that no column of the table has, as the keys keep theirs.
    func figureName(_ position: Int, in table: Table.ID) -> Identifier {
        let names = Set(graph.tables[table].columns.map(\.name.name))
        var name = "figure\(position)"
        while names.contains(name) { name += "_" }
        return Identifier(name)
    }
}
