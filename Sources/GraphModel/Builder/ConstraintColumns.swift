/// Which columns a violation of a constraint is about, so that an error can name the input's field and not the constraint.
enum ConstraintColumns {
    /// Names of columns by `schema.table.constraint`.
    static func all(of tables: [TableDraft]) -> [String: [String]] {
        var all: [String: [String]] = [:]
        for table in tables {
            let source = table.source
            func add(_ name: String, _ numbers: [Int]) {
                let columns = table.columns(numbered: numbers) ?? []
                all["\(source.qualifiedName).\(name)"] =
                    columns.filter { $0 != table.tenantColumn }.map { table.columns[$0].source.name }
            }
            for key in [source.primaryKey].compactMap(\.self) + source.uniqueKeys { add(key.name, key.columns) }
            for key in source.foreignKeys { add(key.name, key.columns) }
            for check in source.checks { add(check.name, check.columns) }
            for index in source.indexes where index.isUnique { add(index.name, index.keys.compactMap(\.column)) }
        }
        return all
    }
}
