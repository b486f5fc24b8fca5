import GraphQLLanguage
import GraphQLSchema

/// A function's rows that stand for rows of a table, on their way into the graph: `@rows`.
struct KeyedSetDraft {
    let set: KeyedSet
    /// What the function returns, as a table of its own.
    let rows: Table
    let isForwardOnly: Bool
    private let name: String
    private let target: TableDraft
    /// The fields of an edge that say what the function says of a row.
    private let extras: [FieldDraft]
    private let object: String

    var connection: String { name + "Connection" }
    private var edge: String { name + "Edge" }

    init(
        _ function: CatalogSnapshot.Function, _ notes: Annotations, of target: TableDraft, id: Table.ID, owner: TableDraft?,
        field: String, _ types: inout TypeShapes, _ problems: inout Problems
    ) throws(GraphProblem) {
        let reader = KeyedSetReader(function: function, notes: notes, target: target)
        var shapes: [ValueShape] = []
        for output in function.outputs { shapes.append(types.shape(ofType: output.typeOID, problems: &problems)) }
        let key = try reader.key()
        let order = try reader.order(completedBy: key, shapes)
        try reader.checkPlace(order)
        let tenant = function.outputs.firstIndex { $0.name == target.tenantColumn.map { target.columns[$0].source.name } }
        self.name = (owner?.names.type ?? "") + Words(of: field).pascalCase
        self.target = target
        self.object = function.object
        isForwardOnly = notes.rows?.value.after.isEmpty == false
        rows = Table(
            id: id, schema: Identifier(function.schema), name: Identifier(function.name), isView: false, isPlain: false,
            isFunctionResult: true,
            typeName: "", description: nil,
            columns: zip(function.outputs, shapes).enumerated().map { id, column in
                Column(
                    id: id, name: Identifier(column.0.name), type: column.1.type, sqlType: column.0.sqlType, typeOID: column.0.typeOID,
                    isNullable: !key.contains(id) && !column.1.isNotNull, enumNames: column.1.enumNames)
            },
            primaryKey: key, tenantColumn: tenant, defaultOrder: order, indexes: [], estimatedRows: 0)
        let pairs = zip(key, target.localKey).map { ColumnPair(source: $0, target: $1) }
        set = KeyedSet(
            rows: id, reference: Reference(target: target.id, pairs: pairs, isOptional: false), isForwardOnly: isForwardOnly)
        var extras: [FieldDraft] = []
        for (id, column) in function.outputs.enumerated() where !key.contains(id) && id != tenant {
            let note = notes.parts[.result(column.name)]
            guard let name = note?.name ?? Naming.field(ofColumn: column.name) else {
                throw GraphProblem(
                    .nameImpossible, on: function.object, "The name of its column \(column.name) makes no GraphQL name.",
                    remedy: "Give it one with @result(column:, as:).")
            }
            extras.append(
                FieldDraft(
                    name: name, type: shapes[id].isNotNull ? .nonNull(shapes[id].output) : shapes[id].output, binding: .edgeColumn(id),
                    description: note?.description, object: function.object))
        }
        self.extras = extras
    }

    /// Adds the connection and its edge. They go where the target's type goes, or a viewer could count rows of a type they have not.
    func add(to parts: inout GraphParts) {
        let access = target.notes.access
        let row = TypeReference.nonNull(.named(target.names.type))
        let fields = [
            FieldDraft(name: "edges", type: .nonNull(.list(.nonNull(.named(edge)))), binding: .edges, object: object),
            FieldDraft(name: "nodes", type: .nonNull(.list(row)), binding: .nodes, object: object),
            FieldDraft(name: "pageInfo", type: .nonNull(.named("PageInfo")), binding: .pageInfo, object: object),
        ]
        var edgeFields = FieldSet(type: edge)
        for field in [
            FieldDraft(name: "cursor", type: .nonNull(.named("String")), binding: .edgeCursor, object: object),
            FieldDraft(name: "node", type: row, binding: .edgeNode, object: object),
        ] + extras {
            parts.add(field, to: &edgeFields)
        }
        var connectionFields = FieldSet(type: connection)
        for field in fields { parts.add(field, to: &connectionFields) }
        parts.add(
            connectionFields, .connection(target.id), description: "A page of `\(target.names.type)`, in an order of its own.",
            access: access, object: object)
        parts.add(
            edgeFields, .edge(target.id), description: "A `\(target.names.type)` on a page, with what is known of its place there.",
            access: access, object: object)
    }
}
