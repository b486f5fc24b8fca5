import GraphQLLanguage

/// Picks the relations that are in the graph, and reads their comments, columns and keys.
struct TableSelection {
    let options: GraphOptions
    var types: TypeShapes
    var problems: Problems
    private(set) var tables: [TableDraft] = []
    /// The tables whose rows are an enum's values, by oid.
    private let lookups: [UInt32: LookupEnum]
    /// What the declared shapes of json are made of.
    var documents = DocumentTypes()

    init(_ snapshot: CatalogSnapshot, _ options: GraphOptions) {
        self.options = options
        var problems = Problems(forgivesComments: options.exposeAll)
        self.types = TypeShapes(snapshot.types, forgives: options.exposeAll, problems: &problems)
        self.lookups = LookupEnum.all(in: snapshot.relations, options, problems: &problems)
        self.problems = problems
        for relation in snapshot.relations { take(relation) }
        if tables.isEmpty, !self.problems.hasErrors {
            self.problems.report(
                GraphProblem(
                    .graphEmpty, on: "database", "No table that \(snapshot.loginRole.name) may read is in the graph.",
                    remedy: "Write @graph into the comment of a table, and GRANT SELECT on it."))
        }
    }

    private mutating func take(_ relation: CatalogSnapshot.Relation) {
        guard lookups[relation.oid] == nil else { return }
        let (notes, found) = DirectiveReader(place: relation.place, object: relation.object).read(relation.comment)
        problems.report(found)
        let isAskedFor = notes.graph != nil
        guard isAskedFor || options.exposeAll, notes.hidden == nil else { return }
        guard isAskedFor || !(relation.isPartition || relation.columns.isEmpty) else { return }
        guard !relation.isPartition else {
            return problems.report(
                GraphProblem(
                    .partition, on: relation.object, "A partition is never in the graph by itself.",
                    remedy: "Write @graph on the partitioned table."))
        }
        guard !relation.columns.isEmpty else {
            return problems.report(
                GraphProblem(
                    .noFields, on: relation.object, "The gateway's role may read none of its columns.",
                    remedy: "Call a guard, such as souk.guard_members, which grants SELECT too; without row security, GRANT SELECT on it."))
        }
        guard let typeName = notes.graph?.type ?? Naming.typeName(ofTable: relation.name) else {
            return problems.report(
                GraphProblem(
                    .nameImpossible, options.exposeAll ? .warning : .error, on: relation.object, "Its name makes no GraphQL name.",
                    remedy: "Name its type with @graph(type:)."))
        }
        draft(relation, notes, typeName)
    }

    private mutating func draft(_ relation: CatalogSnapshot.Relation, _ notes: Annotations, _ typeName: String) {
        let columns = columns(of: relation, typeName)
        let tenantColumn = options.tenancy == .column ? columns.firstIndex { $0.source.name == options.tenantColumn } : nil
        let names = TableNames(
            type: typeName, row: notes.graph?.field ?? Naming.rowField(ofType: typeName),
            list: notes.graph?.list ?? Naming.listField(ofType: typeName))
        var table = TableDraft(
            id: tables.count, source: relation, notes: notes, columns: columns, primaryKey: [], tenantColumn: tenantColumn, names: names)
        table.primaryKey = key(of: table)
        guard !table.localKey.isEmpty else {
            let isView = relation.isView
            return problems.report(
                GraphProblem(
                    .noKey, options.exposeAll ? .warning : .error, on: relation.object, "It has no key, so its rows cannot be told apart.",
                    remedy: isView ? "Declare one with @key(columns:)." : "Give it a primary key, or a unique key over NOT NULL columns."))
        }
        tables.append(table)
    }

    /// The primary key, the key declared for a view, or else the first unique key that cannot be null.
    private mutating func key(of table: TableDraft) -> [Column.ID] {
        if let primary = table.source.primaryKey { return table.columns(numbered: primary.columns) ?? [] }
        if let declared = table.notes.key {
            let found = declared.value.compactMap { table.column(named: $0)?.id }
            if found.count == declared.value.count {
                return (table.tenantColumn.map { [$0] } ?? []) + found.filter { $0 != table.tenantColumn }
            }
            problems.report(.unknownColumn(in: declared.value, of: table, at: declared.location))
        }
        return table.uniqueKeys.first { key in key.allSatisfy { !table.columns[$0].isNullable } } ?? []
    }

    private mutating func columns(of relation: CatalogSnapshot.Relation, _ typeName: String) -> [ColumnDraft] {
        var result: [ColumnDraft] = []
        for column in relation.columns {
            let object = relation.object(of: column)
            let (notes, found) = DirectiveReader(place: .column, object: object).read(column.comment)
            problems.report(found)
            let values = relation.checks.lazy.compactMap { CheckValues($0.expression) }.first { $0.column == column.name }?.values
            let enumName = notes.enumName ?? typeName + Words(of: column.name).pascalCase
            var shape = types.shape(of: column, checked: values, enumName: enumName, object: object, problems: &problems)
            if let lookup = relation.lookup(of: column, in: lookups) {
                shape = types.shape(of: column, listedIn: lookup, problems: &problems) ?? shape
            }
            if let note = notes.json { shape = documents.shape(of: note, shape, on: object, problems: &problems) }
            if notes.enumName != nil, shape.enumNames == nil {
                problems.report(
                    GraphProblem(
                        .directiveUnused, on: object, "@enum names nothing: no check lists the values of this column.",
                        remedy: "Add a check like column IN ('a', 'b'), or take @enum away."))
            }
            result.append(
                ColumnDraft(
                    id: result.count, source: column, notes: notes, shape: shape,
                    fieldName: notes.name ?? Self.fieldName(of: column) ?? "", object: object))
        }
        return result
    }

    /// `id` is the global id's name, so a column that is called so shows as `databaseId`.
    private static func fieldName(of column: CatalogSnapshot.Column) -> String? {
        Naming.field(ofColumn: column.name).map { $0 == "id" ? "databaseId" : $0 }
    }
}

extension GraphProblem {
    /// A directive names columns that the table has not, or that the gateway's role may not read.
    static func unknownColumn(
        in names: [String], of table: TableDraft, on object: String? = nil, at location: SourceLocation?
    ) -> GraphProblem {
        let unknown = names.filter { table.column(named: $0) == nil }.joined(separator: ", ")
        return GraphProblem(
            .columnUnknown, on: object ?? table.object, at: location, "There is no readable column \(unknown).",
            remedy: "It has \(table.columns.map(\.source.name).joined(separator: ", ")).")
    }
}
