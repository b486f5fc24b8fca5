import GraphQLLanguage
import GraphQLSchema

/// The fields that functions answer, on rows and on the query root.
struct FunctionFields {
    private(set) var onRows: [(table: Table.ID, field: FieldDraft)] = []
    private(set) var onRoot: [FieldDraft] = []
    private(set) var mutations: [MutationDraft] = []
    private(set) var abilities = AbilityTypes()
    /// The keyed sets, each with the types that it adds to the graph.
    private(set) var sets: [KeyedSetDraft] = []
    private let tables: [TableDraft]
    private let relations: [CatalogSnapshot.Relation]
    private let options: GraphOptions

    init(
        _ snapshot: CatalogSnapshot, _ tables: [TableDraft], _ links: [Link], _ types: inout TypeShapes,
        _ documents: inout DocumentTypes, _ options: GraphOptions, problems: inout Problems
    ) {
        self.tables = tables
        self.relations = snapshot.relations
        self.options = options
        var guarding: [(function: CatalogSnapshot.Function, notes: Annotations)] = []
        for function in snapshot.functions {
            let (notes, found) = DirectiveReader(place: .function, object: function.object).read(function.comment)
            problems.report(found)
            guard notes.graph != nil || !notes.guards.isEmpty, notes.hidden == nil else { continue }
            let rules = FunctionRules(function: function, notes: notes)
            problems.report(rules.problems)
            guard rules.problems.isEmpty else { continue }
            guard notes.guards.isEmpty else {
                guarding.append((function, notes))
                continue
            }
            do throws(GraphProblem) {
                if rules.isMutation {
                    mutations.append(try MutationDraft(function, notes, tables, links, &types, &documents, options, &problems))
                } else {
                    try take(function, notes, &types, &documents, &problems)
                }
            } catch {
                problems.report(error)
            }
        }
        for (function, notes) in guarding {
            do throws(GraphProblem) {
                try abilities.add(function, notes, guarding: mutations, tables, &types, options, &problems)
            } catch {
                problems.report(error)
            }
        }
    }

    private mutating func take(
        _ function: CatalogSnapshot.Function, _ notes: Annotations, _ types: inout TypeShapes, _ documents: inout DocumentTypes,
        _ problems: inout Problems
    ) throws(GraphProblem) {
        let owner = try table(notes.graph?.on, function, at: notes.graphLocation)
        guard let name = notes.graph?.field ?? notes.name ?? Self.fieldName(of: function, on: owner) else {
            throw GraphProblem(
                .nameImpossible, on: function.object, "Its name makes no GraphQL name.", remedy: "Name its field with @graph(field:).")
        }
        var inputs = FunctionInputs(function, notes, options, owner: owner, tables: tables)
        try inputs.read(&types, &problems)
        let call = Function(
            schema: Identifier(function.schema), name: Identifier(function.name), inputs: inputs.inputs, rows: notes.cost,
            isImpersonal: notes.isImpersonal)
        var field = FieldDraft(
            name: name, type: .named("String"), arguments: inputs.arguments, binding: .node, access: notes.access,
            description: notes.description, deprecation: notes.deprecation, object: function.object)
        if let target = try table(notes.rows?.value.table, function, at: notes.rows?.location) {
            let set = try KeyedSetDraft(
                function, notes, of: target, id: tables.count + sets.count, owner: owner, field: name, &types, &problems)
            field.type = .nonNull(.named(set.connection))
            field.arguments += PageArguments.keyedSet(isForwardOnly: set.isForwardOnly)
            field.binding = .keyedSet(call, set.set)
            sets.append(set)
        } else if let target = tables.first(where: { $0.source.rowTypeOID == function.returnTypeOID && $0.source.rowTypeOID != 0 }) {
            field.type = function.returnsSet ? .nonNull(.named(target.names.type + "Connection")) : .named(target.names.type)
            let order = try DefaultOrder.keys(of: target, saidBy: notes.order ?? target.notes.order, on: function.object)
            field.binding =
                function.returnsSet ? .calledRows(call, CalledRows(table: target.id, order: order)) : .calledRow(call, target.id)
        } else {
            var shape = types.shape(ofType: function.returnTypeOID, problems: &problems)
            try checkValue(shape, of: function)
            if let note = notes.json { shape = documents.shape(of: note, shape, on: function.object, problems: &problems) }
            field.type = function.returnsSet ? .nonNull(.list(shape.output)) : shape.output
            field.binding = .value(call, FunctionValue(type: shape.type, enumNames: shape.enumNames, isSet: function.returnsSet))
        }
        try checkArguments(of: field)
        if let note = notes.json, case .calledRow = field.binding {
            throw GraphProblem(
                .functionShape, on: function.object, at: note.location, "It returns a row, whose type is the table's.",
                remedy: "Take @json away.")
        }
        if let owner { onRows.append((owner.id, field)) } else { onRoot.append(field) }
    }

    private func table(
        _ name: String?, _ function: CatalogSnapshot.Function, at location: SourceLocation?
    ) throws(GraphProblem) -> TableDraft? {
        guard let name else { return nil }
        if let table = tables.table(named: name, near: function.schema) { return table }
        throw GraphProblem(
            .tableUnknown, on: function.object, at: location, "There is no table \(name) in the graph.",
            remedy: "Name a table that has @graph, as table or schema.table.")
    }

    /// A row that is no row of the graph would show columns past every rule for them.
    private func checkValue(_ shape: ValueShape, of function: CatalogSnapshot.Function) throws(GraphProblem) {
        if shape.type.isComposite {
            throw GraphProblem(
                .functionShape, on: function.object, "It returns rows of \(function.returnSQLType), which is no table in the graph.",
                remedy: "Return rows of a table that has @graph, or columns with @rows, or jsonb.")
        }
        if function.returnsSet, case .list = shape.output {
            throw GraphProblem(
                .functionShape, on: function.object, "It returns a set of arrays.", remedy: "Return one array, or a set of values.")
        }
    }

    /// Two arguments of one name: the function's own and a page's.
    private func checkArguments(of field: FieldDraft) throws(GraphProblem) {
        var taken: Set<String> = []
        if case .calledRows = field.binding { taken = Set(PageArguments.all(filter: "", orderBy: "").map(\.name)) }
        for argument in field.arguments where !taken.insert(argument.name).inserted {
            throw GraphProblem(
                .fieldNameTaken, on: field.object, "Every page has an argument \(argument.name).",
                remedy: "Rename this one with @argument(parameter:, as:).")
        }
    }

    /// `merchant_open_campaigns` on `merchant` is `openCampaigns`.
    private static func fieldName(of function: CatalogSnapshot.Function, on owner: TableDraft?) -> String? {
        var words = Words(of: function.name)
        if let owner {
            let prefix = Words(of: owner.source.name).list
            if words.list.starts(with: prefix), words.list.count > prefix.count { words.list.removeFirst(prefix.count) }
        }
        return words.isEmpty ? nil : words.camelCase
    }
}
