import GraphQLLanguage

/// Finds the links between the tables of a graph: foreign keys, and what views declare in their place.
struct LinkFinding {
    let tables: [TableDraft]
    private(set) var links: [Link] = []
    private(set) var problems: [GraphProblem] = []

    init(_ tables: [TableDraft]) {
        self.tables = tables
        let byOID = Dictionary(tables.map { ($0.source.oid, $0) }, uniquingKeysWith: { first, _ in first })
        for table in tables {
            for key in table.source.foreignKeys { take(key, of: table, to: byOID[key.targetOID]) }
            for reference in table.notes.references { take(reference, of: table) }
        }
    }

    private mutating func take(_ key: CatalogSnapshot.ForeignKey, of table: TableDraft, to target: TableDraft?) {
        let object = "foreign key \(table.source.qualifiedName).\(key.name)"
        let (notes, found) = DirectiveReader(place: .foreignKey, object: object).read(key.comment)
        problems += found
        guard let target, let columns = table.columns(numbered: key.columns),
            let targetColumns = target.columns(numbered: key.targetColumns), columns.count == targetColumns.count
        else { return }
        add(from: table, columns, to: target, targetColumns, notes, object: object)
    }

    private mutating func take(_ reference: Annotations.Located<Annotations.ReferenceNote>, of table: TableDraft) {
        let note = reference.value
        guard let target = tables.table(named: note.table, near: table.source.schema) else {
            problems.append(
                GraphProblem(
                    .tableUnknown, on: table.object, at: reference.location, "There is no table \(note.table) in the graph.",
                    remedy: "Name a table that has @graph, as table or schema.table."))
            return
        }
        let columns = note.columns.compactMap { table.column(named: $0)?.id }
        let targetColumns = note.targetColumns.compactMap { target.column(named: $0)?.id }
        guard columns.count == note.columns.count else {
            return problems.append(.unknownColumn(in: note.columns, of: table, at: reference.location))
        }
        guard targetColumns.count == note.targetColumns.count else {
            return problems.append(.unknownColumn(in: note.targetColumns, of: target, at: reference.location))
        }
        guard columns.count == targetColumns.count, target.isUnique(targetColumns) else {
            problems.append(
                GraphProblem(
                    .noKey, on: table.object, at: reference.location,
                    "\(note.targetColumns.joined(separator: ", ")) is no key of \(note.table).",
                    remedy: "Refer to the columns of its primary key or of a unique key, in the same number."))
            return
        }
        var notes = Annotations()
        notes.forwardName = note.forward
        notes.backwardName = note.backward
        add(from: table, columns, to: target, targetColumns, notes, object: "reference of \(table.object) to \(note.table)")
    }

    private mutating func add(
        from table: TableDraft, _ columns: [Column.ID], to target: TableDraft, _ targetColumns: [Column.ID], _ notes: Annotations,
        object: String
    ) {
        var pairs = zip(columns, targetColumns).map { ColumnPair(source: $0, target: $1) }
        let tenants = table.tenantColumn.flatMap { own in target.tenantColumn.map { ColumnPair(source: own, target: $0) } }
        let keepsTenant = tenants.map(pairs.contains) ?? (target.tenantColumn == nil)
        if let tenants, !keepsTenant { pairs.insert(tenants, at: 0) }
        let local = table.local(columns)
        let forward =
            notes.forwardName.map { Words(of: $0) } ?? Self.forward(of: table, local, to: target, target.local(targetColumns))
        links.append(
            Link(
                source: table.id, target: target.id, pairs: pairs, columns: local, isToOne: table.isUnique(local),
                keepsTenant: keepsTenant, notes: notes,
                forward: forward, forwardName: notes.forwardName ?? forward.camelCase, object: object))
    }

    /// What a key says of what it refers to: `merchant_id` the merchant, `billing_address_id` the billing address. A key of several columns
    /// is called after its target, with what its columns have before the names of the target's: `ship_order_id, ship_line_no` → `shipOrderLine`.
    private static func forward(of table: TableDraft, _ columns: [Column.ID], to target: TableDraft, _ targetColumns: [Column.ID]) -> Words
    {
        let targetWords = Words(of: target.names.row)
        let names = columns.map { table.columns[$0].source.name }
        if names.count == 1, let only = names.first {
            let sharesKey = table.localKey == columns && Words(of: only) == Words(of: target.columns[targetColumns.first ?? 0].source.name)
            return sharesKey ? targetWords : Naming.reference(ofColumn: only) ?? targetWords
        }
        let prefixes = zip(columns, targetColumns).map { column, targetColumn -> [String]? in
            let words = Words(of: table.columns[column].source.name).list
            let suffix = Words(of: target.columns[targetColumn].source.name).list
            return words.count > suffix.count && words.suffix(suffix.count) == suffix[...] ? Array(words.dropLast(suffix.count)) : nil
        }
        guard let prefix = prefixes.first ?? nil, prefixes.allSatisfy({ $0 == prefix }) else { return targetWords }
        return prefix == targetWords.list ? targetWords : Words(prefix + targetWords.list)
    }

}

extension [TableDraft] {
    /// The table that a directive names, as `schema.table` or `table`, where the directive stands on something in `schema`.
    func table(named name: String, near schema: String) -> TableDraft? {
        first { $0.source.qualifiedName == name }
            ?? first { $0.source.name == name && $0.source.schema == schema }
            ?? first { $0.source.name == name }
    }
}
