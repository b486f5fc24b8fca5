import GraphModel
import PostgresTypes

extension SQLRenderer {
    /// `SELECT f."total", set_config('souk.kept_1', ARRAY[f."id"]::text, true) FROM "market"."place_order"(…) f`.
    ///
    /// What follows in the transaction has a snapshot of its own, and so sees what the function wrote, which this statement's own
    /// joins would not.
    func writeMutation(_ mutation: MutationCall, to sql: inout SQLText) {
        sql.write("SELECT ")
        var isFirst = true
        func separate(_ sql: inout SQLText) {
            if !isFirst { sql.write(", ") }
            isFirst = false
        }
        for value in mutation.values {
            separate(&sql)
            write(value.column, of: mutation.alias, to: &sql)
            if value.value.type.travelsAsText { sql.write("::text") }
        }
        for kept in mutation.kept {
            separate(&sql)
            sql.write("set_config('souk.kept_")
            sql.write(kept.values.number)
            sql.write("', coalesce(")
            writeKeys(kept, of: mutation.alias, to: &sql)
            sql.write("::text, '{}'), true)")
        }
        // A function that returns nothing is called all the same.
        if isFirst { sql.write("NULL") }
        sql.write(" FROM ")
        write(mutation.call, to: &sql)
        if mutation.kept.contains(where: { $0.rows.form == .set }) { sql.write(" WITH ORDINALITY") }
        sql.write(" ")
        sql.write(mutation.alias)
        if mutation.kept.isEmpty, mutation.values.contains(where: { $0.column == nil }) {
            sql.write("(")
            sql.write(Self.wholeResult)
            sql.write(")")
        }
    }

    /// The name that a result has which is one value.
    private static let wholeResult = Identifier("result")

    private func write(_ column: Identifier?, of alias: Alias, to sql: inout SQLText) {
        sql.write(alias)
        sql.write(".")
        sql.write(column ?? Self.wholeResult)
    }

    /// The values of a key column of the rows that were returned, as an array.
    private func writeKeys(_ kept: MutationCall.Kept, of alias: Alias, to sql: inout SQLText) {
        let key = graph.tables[kept.rows.table].columns[kept.column].name
        switch (kept.rows.form, kept.rows.column) {
        case (.set, _):
            sql.write("array_agg(")
            write(key, of: alias, to: &sql)
            sql.write(" ORDER BY ")
            sql.write(alias)
            sql.write(".ordinality)")
        case (_, nil):
            sql.write("ARRAY[")
            write(key, of: alias, to: &sql)
            sql.write("]")
        case (.one, let column):
            sql.write("ARRAY[(")
            write(column, of: alias, to: &sql)
            sql.write(").")
            sql.write(key)
            sql.write("]")
        case (.array, let column):
            sql.write("ARRAY(SELECT r.")
            sql.write(key)
            sql.write(" FROM unnest(")
            write(column, of: alias, to: &sql)
            sql.write(") r)")
        }
    }

    /// What an earlier statement has left: an array as text, which its reader casts.
    func write(_ values: KeptValues, to sql: inout SQLText) {
        sql.write("current_setting('souk.kept_")
        sql.write(values.number)
        sql.write("')")
    }
}
