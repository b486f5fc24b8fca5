import GraphQLSchema

/// The types that tell what the viewer may do with a row: one for each table on whose rows mutations act that declared what guards them,
/// with a field for each of these mutations.
struct AbilityTypes {
    private var tables: [Table.ID: TableDraft] = [:]
    private var fields: [Table.ID: [FieldDraft]] = [:]

    /// What a guard returns: null, where nothing stands against the mutation.
    private static let refusal = "souk.refusal"

    /// Adds what a function guards, which is had by whoever has the mutation.
    mutating func add(
        _ function: CatalogSnapshot.Function, _ notes: Annotations, guarding mutations: [MutationDraft], _ tables: [TableDraft],
        _ types: inout TypeShapes, _ options: GraphOptions, _ problems: inout Problems
    ) throws(GraphProblem) {
        guard notes.graph == nil else {
            throw GraphProblem(
                .functionShape, on: function.object, "It is a field, and no guard of a mutation as well.",
                remedy: "Take @graph or @guards away.")
        }
        guard function.returnSQLType == Self.refusal, !function.returnsSet else {
            throw GraphProblem(
                .functionShape, on: function.object, "It guards a mutation, and does not say what stands against it.",
                remedy: "Return \(Self.refusal), which is null where nothing does.")
        }
        for note in notes.guards {
            guard let table = tables.table(named: note.value.table, near: function.schema) else {
                throw GraphProblem(
                    .tableUnknown, on: function.object, at: note.location, "There is no table \(note.value.table) in the graph.",
                    remedy: "Name a table that has @graph, as table or schema.table.")
            }
            let names = ["function \(note.value.mutation)", "function \(function.schema).\(note.value.mutation)"]
            guard let mutation = mutations.first(where: { names.contains($0.object) }) else {
                throw GraphProblem(
                    .mutationUnknown, on: function.object, at: note.location,
                    "There is no function \(note.value.mutation) that is a mutation.",
                    remedy: "Name a VOLATILE function that has @graph, as function or schema.function.")
            }
            var inputs = FunctionInputs(function, notes, options, owner: table, tables: tables)
            try inputs.read(&types, &problems)
            let call = Function(
                schema: Identifier(function.schema), name: Identifier(function.name), inputs: inputs.inputs, rows: notes.cost)
            self.tables[table.id] = table
            fields[table.id, default: []].append(
                FieldDraft(
                    name: mutation.field.name, type: .nonNull(.named("Boolean")), arguments: inputs.arguments, binding: .ability(call),
                    access: mutation.field.access,
                    description: notes.description
                        ?? "Whether `\(mutation.field.name)` would be carried out now, with what this tells of it.",
                    deprecation: mutation.field.deprecation, object: function.object))
        }
    }

    /// The field of a table's rows that leads to each type.
    var rowFields: [(table: Table.ID, field: FieldDraft)] {
        inOrder.map { table in
            let field = FieldDraft(
                name: "viewerCan", type: .nonNull(.named(typeName(of: table))), binding: .abilities,
                description: "What the viewer may do with it as things stand: the mutations themselves ask the same, and refuse the rest.",
                object: table.object)
            return (table.id, field)
        }
    }

    func add(to parts: inout GraphParts) {
        for table in inOrder {
            var set = FieldSet(type: typeName(of: table))
            for field in (fields[table.id] ?? []).sorted(by: { $0.name < $1.name }) { parts.add(field, to: &set) }
            parts.add(
                set, description: "Which mutations a viewer may call with a `\(table.names.type)`.", access: table.notes.access,
                object: table.object)
        }
    }

    private var inOrder: [TableDraft] { tables.values.sorted { $0.id < $1.id } }

    private func typeName(of table: TableDraft) -> String { table.names.type + "Abilities" }
}
