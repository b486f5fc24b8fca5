import GraphModel
import PostgresTypes

extension SQLRenderer {
    /// How many values of a set a field lists at most.
    private static let listBound = 1000

    /// `"market"."search_products"("tenant_id" => $1, "text" => $2)`.
    func write(_ call: FunctionCall, to sql: inout SQLText) {
        sql.write(call.schema)
        sql.write(".")
        sql.write(call.name)
        sql.write("(")
        sql.writeList(call.inputs) { sql, input in
            if let name = input.name {
                sql.write(name)
                sql.write(" => ")
            }
            write(input.value, to: &sql)
        }
        sql.write(")")
    }

    /// What a function returns, as a cell.
    func write(_ call: FunctionCall, as value: FunctionValue, to sql: inout SQLText) {
        guard value.isSet else {
            write(call, to: &sql)
            if value.type.travelsAsText { sql.write("::text") }
            return
        }
        sql.write("ARRAY(SELECT v")
        if value.type.travelsAsText { sql.write("::text") }
        sql.write(" FROM ")
        write(call, to: &sql)
        sql.write(" AS v LIMIT ")
        sql.write(Self.listBound)
        sql.write(")")
    }

    /// `(t1."id") IN (SELECT t2."id" FROM "market"."f"() t2)`.
    func writeReturned(_ key: [ColumnReference], by call: FunctionCall, as alias: Alias, to sql: inout SQLText) {
        sql.write("(")
        sql.writeList(key) { sql, column in write(column, to: &sql) }
        sql.write(") IN (SELECT ")
        sql.writeList(key) { sql, column in
            write(ColumnReference(alias: alias, table: column.table, column: column.column), to: &sql)
        }
        sql.write(" FROM ")
        write(call, to: &sql)
        sql.write(" ")
        sql.write(alias)
        sql.write(")")
    }

    private func write(_ value: FunctionCall.Value, to sql: inout SQLText) {
        switch value {
        case .parameter(let parameter): sql.write(parameter: parameter)
        case .column(let column): write(column, to: &sql)
        case .null: sql.write("NULL")
        case .limit(let limit, let type):
            switch limit {
            case .fixed(let count): sql.write(count)
            case .parameter(let parameter): sql.write(parameter: parameter)
            }
            switch type.underlying {
            case .int2: sql.write("::smallint")
            case .int4: sql.write("::integer")
            default: sql.write("::bigint")
            }
        case .row(let table, let columns, let presence):
            if let presence {
                sql.write("CASE WHEN ")
                write(presence, to: &sql)
                sql.write(" IS NOT NULL THEN ")
            }
            sql.write("ROW(")
            sql.writeList(columns) { sql, column in write(column, to: &sql) }
            sql.write(")::")
            sql.write(graph.tables[table])
            if presence != nil { sql.write(" END") }
        }
    }
}
