/// The columns that filters and orders may name: those where an index does the work, so that no page costs more because a table is large.
struct ServedColumns {
    let filterable: Set<Column.ID>
    let orderable: Set<Column.ID>

    /// A column is served when it leads an index after the tenant column, or after the tenant column and the columns of a foreign key
    /// (then it serves the connection that follows the key back). Below row security only leakproof comparisons may use an index.
    init(of table: TableDraft, foreignKeys: [[Column.ID]], options: GraphOptions) {
        let shown = table.columns.filter { column in
            column.notes.hidden == nil && column.id != table.tenantColumn && column.shape.comparable != nil && !column.fieldName.isEmpty
        }
        guard !options.exposeAll else {
            filterable = Set(shown.map(\.id))
            orderable = filterable
            return
        }
        var served = Set(table.source.isView ? table.localKey : [])
        for index in table.source.indexes {
            let keys = index.keys.drop { $0.column != nil && $0.column == table.tenantColumn.map { table.columns[$0].source.number } }
            let columns = keys.map { key in
                (
                    id: key.column.flatMap { table.columns(numbered: [$0])?.first },
                    isLeakproof: key.isLeakproof || !table.source.hasRowSecurity
                )
            }
            let leading = foreignKeys.filter { Set(columns.prefix($0.count).compactMap(\.id)) == Set($0) }
            for given in [[]] + leading where table.serves(index, whoGives: given) {
                guard given.count < columns.count, columns[...given.count].allSatisfy(\.isLeakproof) else { continue }
                if let id = columns[given.count].id { served.insert(id) }
            }
        }
        filterable = served.intersection(shown.map(\.id))
        orderable = filterable
    }
}
