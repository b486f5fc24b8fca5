/// What is known of each constraint for an error that it raises: which columns it is about, so that an error can name the input's field and
/// not the constraint, and what its comment has to say.
struct ConstraintNotes {
    /// By `schema.table.constraint`.
    private(set) var all: [String: ConstraintBinding] = [:]
    private(set) var problems: [GraphProblem] = []

    init(_ tables: [TableDraft]) {
        for table in tables {
            let source = table.source
            // Comments of foreign keys and of unique keys are judged where fields are made of them.
            for key in source.foreignKeys { add(key.name, key.columns, of: table, saying: nil) }
            for index in source.indexes where index.isUnique {
                add(index.name, index.keys.compactMap(\.column), of: table, saying: nil)
            }
            for key in source.uniqueKeys { add(key.name, key.columns, of: table, saying: read(key.comment, key.name, table).annotations) }
            if let key = source.primaryKey { addJudged(key.name, key.columns, of: table, comment: key.comment) }
            for check in source.checks { addJudged(check.name, check.columns, of: table, comment: check.comment) }
        }
    }

    private mutating func addJudged(_ name: String, _ columns: [Int], of table: TableDraft, comment: String?) {
        let (notes, found) = read(comment, name, table)
        problems += found
        add(name, columns, of: table, saying: notes)
    }

    private func read(_ comment: String?, _ name: String, _ table: TableDraft) -> (annotations: Annotations, problems: [GraphProblem]) {
        DirectiveReader(place: .constraint, object: "constraint \(table.source.qualifiedName).\(name)").read(comment)
    }

    private mutating func add(_ name: String, _ numbers: [Int], of table: TableDraft, saying notes: Annotations?) {
        let columns = table.columns(numbered: numbers) ?? []
        all["\(table.source.qualifiedName).\(name)"] = ConstraintBinding(
            columns: columns.filter { $0 != table.tenantColumn }.map { table.columns[$0].source.name }, message: notes?.errorMessage)
    }
}
