import GraphQLLanguage
import GraphQLSchema
import PostgresTypes

/// What the parameters of a function are given: the session's tenant, the row that the field is on, the page, and the field's arguments.
struct FunctionInputs {
    let function: CatalogSnapshot.Function
    let notes: Annotations
    let options: GraphOptions
    /// The table whose rows have the field; nil for a field of the query root.
    let owner: TableDraft?
    let tables: [TableDraft]
    /// What the types of its rows are called after, and the links between tables; nil where it can take none.
    let rowTypes: (name: String, links: [Link])?
    private(set) var rows: [RowInputDraft] = []
    private(set) var inputs: [Function.Input] = []
    private(set) var arguments: [InputValueDefinition] = []

    private static let tenantNames: Set<String> = ["tenant_id", "tenant"]

    init(
        _ function: CatalogSnapshot.Function, _ notes: Annotations, _ options: GraphOptions, owner: TableDraft?, tables: [TableDraft],
        rowTypes: (name: String, links: [Link])? = nil
    ) {
        self.rowTypes = rowTypes
        self.function = function
        self.notes = notes
        self.options = options
        self.owner = owner
        self.tables = tables
    }

    /// Finds a source for every parameter.
    mutating func read(_ types: inout TypeShapes, _ problems: inout Problems) throws(GraphProblem) {
        try checkNames()
        for (position, parameter) in function.inputs.enumerated() {
            guard position == 0 || !parameter.name.isEmpty else {
                throw problem(.parameterShape, "Its parameter \(position + 1) has no name.", remedy: "Name every parameter.")
            }
            let shape = types.shape(ofType: parameter.typeOID, problems: &problems)
            let source = try source(of: parameter, shape, types)
            let name = parameter.name.isEmpty ? nil : Identifier(parameter.name)
            inputs.append(
                Function.Input(
                    name: name, source: source, type: shape.type, typeOID: parameter.typeOID, hasDefault: parameter.hasDefault))
        }
    }

    /// What directives say of parameters must be said of parameters that there are.
    private func checkNames() throws(GraphProblem) {
        var named: [(String, SourceLocation)] = notes.parts.compactMap { part, note in
            if case .parameter(let name) = part { (name, note.location) } else { nil }
        }
        if let rows = notes.rows { named += ([rows.value.limit].compactMap(\.self) + rows.value.after).map { ($0, rows.location) } }
        let names = function.inputs.map(\.name)
        for (name, location) in named.sorted(by: { $0.0 < $1.0 }) where !names.contains(name) {
            throw problem(
                .parameterUnknown, at: location, "It has no parameter \(name).", remedy: "It has \(names.joined(separator: ", ")).")
        }
        guard let owner, rowParameter == nil else { return }
        for column in owner.localKey where keyParameter(for: column, of: owner) == nil {
            throw problem(
                .parameterUnknown, at: notes.graphLocation,
                "No parameter takes \(owner.columns[column].source.name) of \(owner.source.qualifiedName), or the whole row.",
                remedy: "Declare a parameter of the table's row type, or one for each key column, of its name and type.")
        }
    }

    private mutating func source(
        of parameter: CatalogSnapshot.Function.Parameter, _ shape: ValueShape, _ types: TypeShapes
    ) throws(GraphProblem) -> Function.Source {
        if options.tenancy == .column, Self.tenantNames.contains(parameter.name) || parameter.name == options.tenantColumn {
            guard parameter.typeOID == TypeOID.int8 else {
                throw problem(
                    .parameterShape, "\(parameter.name) would let whoever asks choose the tenant: it is not bigint.",
                    remedy: "Make it bigint, and the gateway fills it; or give it another name.")
            }
            return .tenant
        }
        if let owner {
            if let row = rowParameter {
                if row == parameter {
                    guard types.width(ofRow: parameter.typeOID) == owner.columns.count else {
                        throw problem(
                            .parameterShape, "It takes the whole row, and the gateway's role may not read all of its columns.",
                            remedy: "Take the key's columns instead, or GRANT SELECT on the whole table.")
                    }
                    return .row
                }
            } else if let column = owner.localKey.first(where: { keyParameter(for: $0, of: owner) == parameter }) {
                return .column(column)
            }
        }
        if let rows = notes.rows?.value {
            if rows.limit == parameter.name {
                guard [.int2, .int4, .int8].contains(shape.type.underlying) else {
                    throw problem(.parameterShape, "\(parameter.name) is to be a number of rows.", remedy: "Make it an integer.")
                }
                return .limit
            }
            if let part = rows.after.firstIndex(of: parameter.name) { return .after(part: part) }
        }
        return try argument(parameter, shape)
    }

    private mutating func argument(
        _ parameter: CatalogSnapshot.Function.Parameter, _ shape: ValueShape
    ) throws(GraphProblem) -> Function.Source {
        guard !shape.type.travelsAsText, !shape.type.isComposite else {
            throw problem(
                .parameterShape, "\(parameter.name) has the type \(parameter.sqlType), which no argument can have.",
                remedy: "Take text, a number, an enum, an array of such, or jsonb.")
        }
        let note = notes.parts[.parameter(parameter.name)]
        guard let name = note?.name ?? Naming.field(ofColumn: parameter.name) else {
            throw problem(
                .nameImpossible, "The name of \(parameter.name) makes no GraphQL name.",
                remedy: "Give it one with @argument(parameter:, as:).")
        }
        guard !arguments.contains(where: { $0.name == name }) else {
            throw problem(.fieldNameTaken, "Two arguments are called \(name).", remedy: "Rename one with @argument(parameter:, as:).")
        }
        if let note, note.rows != nil { return try rowArgument(parameter, shape, note, named: name) }
        let target = try idTarget(of: parameter, shape, note)
        let type = target == nil ? shape.output : idType(of: shape)
        arguments.append(
            InputValueDefinition(name: name, description: note?.description, type: parameter.hasDefault ? type : .nonNull(type)))
        return target.map { .id(name, typeName: $0.names.type) } ?? .argument(name, enumNames: shape.enumNames)
    }

    private mutating func rowArgument(
        _ parameter: CatalogSnapshot.Function.Parameter, _ shape: ValueShape, _ note: Annotations.PartNote, named name: String
    ) throws(GraphProblem) -> Function.Source {
        guard let rowTypes, note.id == nil, shape.type.underlying == .jsonb else {
            throw problem(
                .parameterShape, at: note.location, "\(parameter.name) cannot take rows.",
                remedy: "A parameter of a mutation takes them, of type jsonb and without id:.")
        }
        guard let table = tables.table(named: note.rows ?? "", near: function.schema) else {
            throw problem(
                .tableUnknown, at: note.location, "There is no table \(note.rows ?? "") in the graph.",
                remedy: "Name a table that has @graph, as table or schema.table.")
        }
        let draft = try RowInputDraft(
            named: rowTypes.name + (rows.isEmpty ? "" : Words(of: name).pascalCase) + "Row", of: table, columns: note.columns,
            links: rowTypes.links, tables: tables, object: function.object, at: note.location)
        rows.append(draft)
        let type = TypeReference.list(.nonNull(.named(draft.type.name)))
        arguments.append(
            InputValueDefinition(name: name, description: note.description, type: parameter.hasDefault ? type : .nonNull(type)))
        return .rows(name, draft.input)
    }

    private func idType(of shape: ValueShape) -> TypeReference {
        if case .array = shape.type.underlying { .list(.nonNull(.named("ID"))) } else { .named("ID") }
    }

    /// The table whose rows' global ids the parameter takes; nil when it takes plain values.
    private func idTarget(
        of parameter: CatalogSnapshot.Function.Parameter, _ shape: ValueShape, _ note: Annotations.PartNote?
    ) throws(GraphProblem) -> TableDraft? {
        guard let note, let name = note.id else { return nil }
        guard let table = tables.table(named: name, near: function.schema) else {
            throw problem(
                .tableUnknown, at: note.location, "There is no table \(name) in the graph.",
                remedy: "Name a table that has @graph, as table or schema.table.")
        }
        let value = if case .array(_, let element) = shape.type.underlying { element } else { parameter.typeOID }
        guard table.localKey.count == 1, table.columns[table.localKey[0]].source.typeOID == value else {
            throw problem(
                .parameterShape, at: note.location, "\(parameter.name) cannot hold the key of \(table.source.qualifiedName).",
                remedy: "An id stands for a key of one column beside the tenant's, of the parameter's type.")
        }
        return table
    }

    /// The parameter that takes the whole row.
    private var rowParameter: CatalogSnapshot.Function.Parameter? {
        function.inputs.first { $0.typeOID == owner?.source.rowTypeOID }
    }

    /// The parameter called after a key column, alone (`id`) or behind its table's name (`merchant_id`).
    private func keyParameter(for column: Column.ID, of owner: TableDraft) -> CatalogSnapshot.Function.Parameter? {
        let column = owner.columns[column].source
        let candidates = function.inputs.filter { $0.typeOID == column.typeOID }
        return candidates.first { $0.name == column.name } ?? candidates.first { $0.name == "\(owner.source.name)_\(column.name)" }
    }

    private func problem(
        _ code: GraphProblem.Code, at location: SourceLocation? = nil, _ message: String, remedy: String
    ) -> GraphProblem {
        GraphProblem(code, on: function.object, at: location, message, remedy: remedy)
    }
}

extension PostgresType {
    /// Whether its values, or the elements of them, are rows.
    var isComposite: Bool {
        switch self {
        case .composite: true
        case .array(let element, _): element.isComposite
        case .domain(let base): base.isComposite
        default: false
        }
    }
}
