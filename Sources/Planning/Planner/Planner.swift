package import GraphModel
package import GraphQLExecution
package import GraphQLLanguage
package import GraphQLSchema
package import GraphQLValidation

/// Turns a valid operation into a plan: edges become joins and arrays, arguments become parameters.
///
/// Pure: needs no server, and gives the same plan for the same input.
package struct Planner {
    let graph: Graph
    /// The viewer's part of the graph's schema.
    let schema: Schema
    let document: Document
    let collector: FieldCollector
    let variables: Variables
    var reads = VariableReads()
    private var statements: [StatementPlan] = []
    private var readers: [FieldReader] = []

    private init(_ document: Document, in graph: Graph, as schema: Schema, variables: Variables) {
        self.graph = graph
        self.schema = schema
        self.document = document
        self.collector = FieldCollector(document, schema, variables)
        self.variables = variables
    }

    /// Returns the plan of a query.
    ///
    /// It holds for every request whose variables answer `reads` as these do.
    package static func plan(
        _ operation: OperationDefinition, of document: ValidDocument, in graph: Graph, as schema: Schema, variables: Variables
    ) throws(GraphQLError) -> OperationPlan {
        var planner = Planner(document.document, in: graph, as: schema, variables: variables)
        // They decide which fields there are.
        for name in document.document.conditionVariables { planner.ask(.value, of: name) }
        let shape = try planner.planRoot(operation)
        return OperationPlan(statements: planner.statements, shape: shape, readers: planner.readers, reads: planner.reads)
    }

    mutating func ask(_ aspect: VariableQuestion.Aspect, of variable: String, at path: [InputStep] = []) {
        reads.record(VariableQuestion(variable: variable, path: path, aspect: aspect), in: variables)
    }

    /// Returns what a source's value is now, and makes the plan depend on that aspect of it.
    mutating func resolve(_ source: ArgumentSource?, _ aspect: VariableQuestion.Aspect) -> ConstValue? {
        guard let source else { return nil }
        ask(aspect, ofVariablesIn: source)
        return source.value(in: variables)
    }

    private mutating func ask(_ aspect: VariableQuestion.Aspect, ofVariablesIn source: ArgumentSource) {
        switch source {
        case .constant: break
        case .variable(let name, let path): ask(aspect, of: name, at: path)
        case .object(let members): for member in members { ask(aspect, ofVariablesIn: member.source) }
        case .list(let items): for item in items { ask(aspect, ofVariablesIn: item) }
        }
    }

    /// The position that the next statement will have.
    var nextStatement: Int { statements.count }

    /// Adds a statement, and returns its position.
    mutating func addStatement(_ body: StatementPlan.Body, of builder: RowBuilder, isLookup: Bool) -> Int {
        statements.append(
            StatementPlan(
                body: body, parameters: builder.statement.parameters, isLookup: isLookup, spreadOffset: builder.cells.count))
        return statements.count - 1
    }

    /// The fields that selection sets ask of an object, with their definitions.
    func select(_ selectionSets: [SelectionSet], on type: String) throws(GraphQLError) -> [SelectedField] {
        let fields = schema.type(named: type)?.fields
        var selected: [SelectedField] = []
        for collected in collector.collect(selectionSets, on: type) {
            guard let definition = fields?[collected.name] ?? BuiltIns.metaField(collected.name) else {
                throw GraphQLError(.internal, "Field \"\(collected.responseKey)\" cannot be answered.")
            }
            selected.append(SelectedField(collected: collected, definition: definition, parentType: type))
        }
        return selected
    }

    /// The shape of a field, and how its value is read.
    mutating func shape(_ field: SelectedField, _ reader: FieldReader, _ content: FieldShape.Content) -> FieldShape {
        readers.append(reader)
        return FieldShape(
            responseKey: field.collected.responseKey, parentType: field.parentType, name: field.name, type: field.definition.type,
            content: content, slot: readers.count - 1, offsets: field.collected.nodes.map(\.offset))
    }

    /// `__typename` is known before anything is read.
    mutating func typeNameShape(_ field: SelectedField, _ typeName: String) -> FieldShape {
        shape(field, .none, .constant(Array("\"\(typeName)\"".utf8)))
    }

    func leaf(_ field: SelectedField) throws(GraphQLError) -> FieldShape.Content {
        switch schema.type(named: field.typeName) {
        case .scalar(let scalar): .leaf(LeafShape(scalar))
        case .enum(let type): .leaf(.enum(type))
        default: throw unplannable(field)
        }
    }

    func location(of field: SelectedField) -> SourceLocation {
        document.source.location(at: field.collected.first.offset)
    }

    /// The error of a field whose binding does not fit the place it is asked for in: a fault of ours, not of the asker's.
    func unplannable(_ field: SelectedField) -> GraphQLError {
        GraphQLError(.internal, "Field \"\(field.collected.responseKey)\" cannot be answered.", locations: [location(of: field)])
    }
}
