package import GraphModel
import PostgresTypes

/// Writes plans as SQL. Nothing else does.
///
/// Every table reference carries the tenant's own condition, so that each is index-served under row security and a
/// distributed database can send the whole statement to one shard.
package struct SQLRenderer {
    package let graph: Graph

    package init(graph: Graph) {
        self.graph = graph
    }

    /// The statement's text; parameters are `$1`, `$2`, … in the plan's order.
    package func text(of statement: StatementPlan) -> String {
        var sql = SQLText()
        switch statement.body {
        case .rows(let query): writeRows(query, to: &sql)
        case .figures(let figures, let page): writeFigures(figures, page: page, to: &sql)
        case .mutation(let call): writeMutation(call, to: &sql)
        }
        return sql.finished()
    }

    /// The text that finds the rows of many keys; nil where the statement has no such form.
    package func textForManyKeys(of statement: StatementPlan) -> String? {
        guard let query = statement.manyKeys else { return nil }
        var sql = SQLText()
        writeRows(query, to: &sql)
        return sql.finished()
    }

    /// `SELECT … FROM …`: a column for each cell.
    private func writeRows(_ query: RowQuery, to sql: inout SQLText) {
        sql.write("SELECT ")
        var cells = query.cells
        if case .page(let page)? = query.spread { cells += page.cells }
        sql.writeList(cells) { sql, cell in write(cell, to: &sql) }
        writeSource(query, to: &sql)
    }

    /// `ARRAY(SELECT ROW(…) …)`: its order is the inner order, which an aggregate would not promise.
    private func writeArray(_ query: RowQuery, to sql: inout SQLText) {
        sql.write("ARRAY(SELECT ROW(")
        sql.writeList(query.cells) { sql, cell in write(cell, to: &sql) }
        sql.write(")")
        writeSource(query, to: &sql)
        sql.write(")")
    }

    func write(_ cell: Cell, to sql: inout SQLText) {
        switch cell {
        case .column(let alias, let table, let column):
            write(ColumnReference(alias: alias, table: table, column: column), to: &sql)
            // A type that has no codec here travels as its text.
            if graph.tables[table].columns[column].type.travelsAsText { sql.write("::text") }
        case .orderKey(let alias, let table, let position):
            sql.write(alias)
            sql.write(".")
            sql.write(exportedName(position, of: table))
        case .call(let call, let value):
            write(call, as: value, to: &sql)
        case .permission(let call):
            sql.write("(")
            write(call, to: &sql)
            sql.write(" IS NULL)")
        case .rows(let query):
            writeArray(query, to: &sql)
        case .position(let alias):
            sql.write(alias)
            sql.write(".n")
        case .count(let query):
            sql.write("(")
            writeCount(query, to: &sql)
            sql.write(")")
        case .aggregate(let query):
            sql.write("(")
            writeAggregate(query, to: &sql)
            sql.write(")")
        case .groups(let query):
            sql.write("ARRAY(")
            writeAggregate(query, to: &sql)
            sql.write(")")
        case .figure(let alias, let table, let position):
            sql.write(alias)
            sql.write(".")
            sql.write(figureName(position, in: table))
        case .presence(let query):
            sql.write("coalesce((SELECT true FROM ")
            writeTables(of: query, to: &sql)
            writeJoins(query.orderJoins, to: &sql)
            writeConditions(of: query, to: &sql)
            writeOrder(of: query, to: &sql)
            writeLimit(query.limit, to: &sql)
            sql.write("), false)")
        }
    }

    /// From the rows themselves to the rows they refer to and those spread below them.
    private func writeSource(_ query: RowQuery, to sql: inout SQLText) {
        sql.write(" FROM ")
        if query.limit == nil {
            writeTables(of: query, to: &sql)
        } else {
            writeLimited(query, to: &sql)
        }
        writeJoins(query.joins, to: &sql)
        guard case .page(let page)? = query.spread else {
            if query.limit == nil { writeConditions(of: query, to: &sql) }
            writeOrder(ofLimited: query, to: &sql)
            return
        }
        sql.write(" LEFT JOIN LATERAL ")
        writeLimited(page, to: &sql)
        sql.write(" ON true")
        writeJoins(page.joins, to: &sql)
        writeConditions(of: query, to: &sql)
        writeOrder(ofLimited: page, to: &sql)
    }

    private func writeCount(_ query: RowQuery, to sql: inout SQLText) {
        sql.write("SELECT count(*) FROM (SELECT 1 FROM ")
        writeTables(of: query, to: &sql)
        writeConditions(of: query, to: &sql)
        writeLimit(query.limit, to: &sql)
        sql.write(") c")
    }

    /// The page alone, before anything is joined to it but what its order needs: so that the limit applies to an index scan.
    func writeLimited(_ query: RowQuery, to sql: inout SQLText) {
        guard let merge = query.merge else { return writePage(query, to: &sql) }
        let column = graph.tables[query.table].columns[merge.column]
        sql.write("(SELECT ")
        sql.write(query.alias)
        sql.write(".* FROM (SELECT DISTINCT unnest(")
        sql.write(parameter: merge.values)
        sql.write("::")
        sql.write(arrayTypeOfValuesFor: column)
        sql.write(") AS ")
        sql.write(column.name)
        sql.write(") ")
        sql.write(merge.alias)
        sql.write(" CROSS JOIN LATERAL ")
        writePage(query, to: &sql)
        writeOrder(ofLimited: query, to: &sql)
        writeLimit(query.limit, to: &sql)
        sql.write(") ")
        sql.write(query.alias)
    }

    private func writePage(_ query: RowQuery, to sql: inout SQLText) {
        sql.write("(SELECT ")
        let exported = query.order.enumerated().filter { $0.element.reference.alias != query.alias }
        if query.neededColumns.isEmpty && exported.isEmpty { sql.write("NULL") }
        sql.writeList(query.neededColumns) { sql, column in
            write(ColumnReference(alias: query.alias, table: query.table, column: column), to: &sql)
        }
        if !query.neededColumns.isEmpty && !exported.isEmpty { sql.write(", ") }
        sql.writeList(exported) { sql, key in
            write(key.element.reference, to: &sql)
            sql.write(" AS ")
            sql.write(exportedName(key.offset, of: query.table))
        }
        sql.write(" FROM ")
        writeTables(of: query, to: &sql)
        writeJoins(query.orderJoins, to: &sql)
        writeConditions(of: query, to: &sql)
        writeOrder(of: query, to: &sql)
        writeLimit(query.limit, to: &sql)
        sql.write(") ")
        sql.write(query.alias)
    }
}
