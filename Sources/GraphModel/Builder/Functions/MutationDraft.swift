import GraphQLLanguage
import GraphQLSchema

/// A function that writes on its way into the graph: a field of the mutation root, its input and its payload.
struct MutationDraft {
    let field: FieldDraft
    private let input: InputObjectType
    private let rows: [RowInputDraft]
    private let payload: FieldSet
    /// The function, as problems name it.
    let object: String

    private static let key = InputValueDefinition(
        name: "idempotencyKey",
        description: "Makes the write happen once: sent again with the same key, the same request is given the same answer.",
        type: .named("String"))
    private static let clientMutationID = InputValueDefinition(
        name: "clientMutationId", description: "Comes back in the payload as it is.", type: .named("String"))

    init(
        _ function: CatalogSnapshot.Function, _ notes: Annotations, _ tables: [TableDraft], _ links: [Link],
        _ types: inout TypeShapes, _ documents: inout DocumentTypes, _ options: GraphOptions, _ problems: inout Problems
    ) throws(GraphProblem) {
        let words = Words(of: notes.graph?.field ?? notes.name ?? function.name)
        guard !words.isEmpty, words.camelCase.first?.isLetter == true else {
            throw GraphProblem(
                .nameImpossible, on: function.object, "Its name makes no GraphQL name.", remedy: "Name its field with @graph(field:).")
        }
        let name = words.pascalCase
        object = function.object
        var inputs = FunctionInputs(function, notes, options, owner: nil, tables: tables, rowTypes: (name, links))
        try inputs.read(&types, &problems)
        rows = inputs.rows
        for own in [Self.key.name, Self.clientMutationID.name] where inputs.arguments.contains(where: { $0.name == own }) {
            throw GraphProblem(
                .fieldNameTaken, on: function.object, "Every mutation's input has a field \(own).",
                remedy: "Rename this parameter's with @argument(parameter:, as:).")
        }
        input = InputObjectType(
            name: name + "Input", description: "What `\(words.camelCase)` takes.",
            fields: Members(inputs.arguments + [Self.clientMutationID, Self.key]))
        var reader = MutationResultReader(function: function, notes: notes, tables: tables)
        try reader.read(&types, &documents, &problems)
        var payload = FieldSet(type: name + "Payload")
        try payload.add(
            FieldDraft(
                name: Self.clientMutationID.name, type: .named("String"), binding: .clientMutationID,
                description: "What the input said.", object: function.object))
        for field in reader.fields { try payload.add(field) }
        self.payload = payload
        let call = Function(
            schema: Identifier(function.schema), name: Identifier(function.name), inputs: inputs.inputs, rows: notes.cost)
        field = FieldDraft(
            name: words.camelCase, type: .named(payload.type),
            arguments: [InputValueDefinition(name: "input", type: .nonNull(.named(input.name)))],
            binding: .mutation(Mutation(function: call, rows: reader.rows, values: reader.values, isAlone: notes.isAlone)),
            access: notes.writeAccess, description: notes.description, deprecation: notes.deprecation, object: function.object)
    }

    /// Adds the input and the payload; the field goes to the mutation root.
    func add(to parts: inout GraphParts) {
        parts.add(.inputObject(input), object: object)
        for row in rows { row.add(to: &parts) }
        parts.add(payload, .payload, description: "What `\(field.name)` answers.", object: object)
    }
}

extension Annotations {
    /// Who has what writes: its own scope for writing stands before it, or else its scope for reading.
    var writeAccess: Guard? {
        guard var access else { return nil }
        access.readScope = access.writeScope ?? access.readScope
        return access
    }
}
