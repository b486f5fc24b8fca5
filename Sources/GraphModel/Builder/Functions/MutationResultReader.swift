import GraphQLSchema
import PostgresTypes

/// Finds what a payload is made of: rows of tables of the graph, and values.
struct MutationResultReader {
    let function: CatalogSnapshot.Function
    let notes: Annotations
    let tables: [TableDraft]
    private(set) var fields: [FieldDraft] = []
    private(set) var rows: [MutationRows] = []
    private(set) var values: [MutationValue] = []

    init(function: CatalogSnapshot.Function, notes: Annotations, tables: [TableDraft]) {
        self.function = function
        self.notes = notes
        self.tables = tables
    }

    mutating func read(
        _ types: inout TypeShapes, _ documents: inout DocumentTypes, _ problems: inout Problems
    ) throws(GraphProblem) {
        if function.returnSQLType == "void" { return }
        guard function.outputs.isEmpty else {
            guard !function.returnsSet else {
                throw problem("It returns a set of columns.", remedy: "Return rows of a table in the graph, or one row of columns.")
            }
            for output in function.outputs { try addColumn(output, &types, &documents, &problems) }
            return
        }
        if let table = table(ofRow: function.returnTypeOID) {
            let form: MutationRows.Form = function.returnsSet ? .set : .one
            return try addRows(of: table, column: nil, form, named: nil, description: nil)
        }
        var shape = types.shape(ofType: function.returnTypeOID, problems: &problems)
        if let note = notes.json { shape = documents.shape(of: note, shape, on: function.object, problems: &problems) }
        guard !function.returnsSet else {
            throw problem("It returns a set of values.", remedy: "Return rows of a table in the graph, or an array.")
        }
        try addValue(shape, column: nil, named: "result", description: nil)
    }

    private mutating func addColumn(
        _ output: CatalogSnapshot.Function.Parameter, _ types: inout TypeShapes, _ documents: inout DocumentTypes,
        _ problems: inout Problems
    ) throws(GraphProblem) {
        let note = notes.parts[.result(output.name)]
        guard let name = note?.name ?? Naming.field(ofColumn: output.name) else {
            throw GraphProblem(
                .nameImpossible, on: function.object, "The name of its column \(output.name) makes no GraphQL name.",
                remedy: "Give it one with @result(column:, as:).")
        }
        let column = Identifier(output.name)
        if let table = table(ofRow: output.typeOID) {
            return try addRows(of: table, column: column, .one, named: name, description: note?.description)
        }
        var shape = types.shape(ofType: output.typeOID, problems: &problems)
        if case .array(_, let element) = shape.type.underlying, let table = table(ofRow: element) {
            return try addRows(of: table, column: column, .array, named: name, description: note?.description)
        }
        if let note = notes.resultJSON[output.name] {
            shape = documents.shape(of: note, shape, on: function.object, problems: &problems)
        }
        try addValue(shape, column: column, named: name, description: note?.description)
    }

    private mutating func addRows(
        of table: TableDraft, column: Identifier?, _ form: MutationRows.Form, named name: String?, description: String?
    ) throws(GraphProblem) {
        guard !table.localKey.isEmpty else {
            throw problem("\(table.source.qualifiedName) has no key by which its rows could be read again.", remedy: "Give it one.")
        }
        if let note = column.map({ notes.resultJSON[$0.name] }) ?? notes.json {
            throw GraphProblem(
                .functionShape, on: function.object, at: note.location, "It returns rows of a table there, whose type is the table's.",
                remedy: "Take @json away.")
        }
        let row = TypeReference.named(table.names.type)
        fields.append(
            FieldDraft(
                name: name ?? (form == .one ? table.names.row : table.names.list),
                type: form == .one ? row : .list(.nonNull(row)), binding: .mutationRows(rows.count), description: description,
                object: function.object))
        rows.append(MutationRows(table: table.id, column: column, form: form))
    }

    private mutating func addValue(
        _ shape: ValueShape, column: Identifier?, named name: String, description: String?
    ) throws(GraphProblem) {
        guard !shape.type.isComposite else {
            throw problem("It returns rows that are of no table in the graph.", remedy: "Return rows of a table that has @graph, or jsonb.")
        }
        fields.append(
            FieldDraft(
                name: name, type: shape.output, binding: .mutationValue(values.count), description: description, object: function.object))
        values.append(
            MutationValue(column: column, value: FunctionValue(type: shape.type, enumNames: shape.enumNames, isSet: false)))
    }

    private func table(ofRow oid: UInt32) -> TableDraft? {
        oid == 0 ? nil : tables.first { $0.source.rowTypeOID == oid }
    }

    private func problem(_ message: String, remedy: String) -> GraphProblem {
        GraphProblem(.functionShape, on: function.object, message, remedy: remedy)
    }
}
