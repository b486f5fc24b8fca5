package import GraphModel
package import GraphQLExecution
package import GraphQLLanguage
import GraphQLSchema
package import GraphQLValidation

/// Turns a valid operation into a plan: edges become joins and arrays, arguments become parameters.
///
/// Pure: needs no server, and gives the same plan for the same input.
package struct Planner {
    private static let fieldBound = 20_000
    private static let statementBound = 1000
    /// In one statement: the server's own planning grows faster than their number.
    private static let tableBound = 250
    private static let parameterBound = 2000

    let graph: Graph
    let viewer: ViewerKind
    /// The viewer's part of the graph's schema.
    let schema: Schema
    let document: Document
    let operation: OperationDefinition
    let collector: FieldCollector
    let variables: Variables
    /// Those of the operation's variables that may be null.
    let nullableVariables: Set<String>
    var reads = VariableReads()
    private var statements: [StatementPlan] = []
    /// Rows and pages of the root, by what was asked: fields that ask the same share one.
    var rootRows: [SelectionKey: RowBuilder] = [:]
    var rootPages: [SelectionKey: PagePlan] = [:]
    private var mostTables = 0
    /// Those of all filters so far.
    var filterConditions = 0
    /// One for the operation: its budget is for all its introspection together.
    private lazy var introspection = ShapeBuilder(document, schema, variables)
    private var readers: [FieldReader] = []
    /// What the fields planned so far cost, on each level from the root to the one in work.
    private var costs: [[Cost]] = [[]]

    init(_ operation: ValidOperation, in graph: Graph, for viewer: ViewerKind, variables: Variables) {
        self.graph = graph
        self.viewer = viewer
        self.schema = operation.document.schema
        self.document = operation.document.document
        self.operation = operation.definition
        self.collector = FieldCollector(document, schema, variables)
        self.variables = variables
        self.nullableVariables = Set(operation.definition.variables.filter { !TypeReference($0.type).isNonNull }.map(\.name.value))
    }

    /// Returns the plan of a query, a mutation, or one event of a subscription.
    ///
    /// It holds for every request whose variables answer `reads` as these do.
    package static func plan(
        _ operation: ValidOperation, in graph: Graph, for viewer: ViewerKind, variables: Variables
    ) throws(GraphQLError) -> OperationPlan {
        if operation.definition.type == .mutation {
            return try planMutation(operation, in: graph, for: viewer, variables: variables)
        }
        var planner = Planner(operation, in: graph, for: viewer, variables: variables)
        try planner.askConditions()
        let shape = try planner.planRoot(planner.operation)
        return try planner.finished(shape)
    }

    /// Asks the variables of `@skip` and `@include`: they decide which fields there are.
    mutating func askConditions() throws(GraphQLError) {
        for name in document.conditionVariables { ask(.value, of: name) }
        if let fault = document.conditionFault(of: operation, variables) { throw fault }
    }

    /// The plan of what was planned so far.
    func finished(_ shape: ObjectShape) throws(GraphQLError) -> OperationPlan {
        try checkSize()
        let marks = AuditMark.marks(in: statements, graph, for: viewer.role)
        return OperationPlan(
            statements: statements, shape: shape, readers: readers, reads: reads, costs: costs[0], marks: marks,
            isImpersonal: marks.isEmpty && statements.allSatisfy { $0.isImpersonal(in: graph, for: viewer.role) },
            typesRead: operation.type == .subscription ? typesRead : nil)
    }

    private var typesRead: Set<String>? {
        var types: Set<String> = []
        for statement in statements {
            guard let read = statement.typesRead(in: graph) else { return nil }
            types.formUnion(read)
        }
        return types
    }

    /// Refuses what few rows would answer and yet costs the server seconds only to plan.
    private func checkSize() throws(GraphQLError) {
        guard statements.count <= Self.statementBound, mostTables <= Self.tableBound else {
            throw GraphQLError(.tooComplex, "The operation leads to too many tables; ask for less in one request.")
        }
        guard statements.allSatisfy({ $0.parameters.count <= Self.parameterBound }) else {
            throw GraphQLError(.tooComplex, "The operation has too many conditions; \"in\" takes a list as one.")
        }
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

    /// Makes the plan depend on which fields a source's value has, except inside the parts that are single values.
    mutating func askStructure(of source: ArgumentSource, except documents: [ArgumentSource]) {
        let places = documents.flatMap(\.variables)
        for (name, path) in source.variables {
            let inner = places.filter { $0.name == name && $0.path.starts(with: path) }.map { Array($0.path.dropFirst(path.count)) }
            ask(.structure(except: inner), of: name, at: path)
        }
    }

    private mutating func ask(_ aspect: VariableQuestion.Aspect, ofVariablesIn source: ArgumentSource) {
        for (name, path) in source.variables { ask(aspect, of: name, at: path) }
    }

    func newStatement() -> StatementBuilder {
        StatementBuilder(tenancy: graph.tenancy, viewer: viewer)
    }

    /// The position that the next statement will have.
    var nextStatement: Int { statements.count }

    /// Adds a statement, or puts it in the place of the one that it completes, and returns its position.
    mutating func addStatement(_ body: StatementPlan.Body, of builder: RowBuilder, isLookup: Bool, at position: Int? = nil) -> Int {
        addStatement(
            body, in: builder.statement, isLookup: isLookup, manyKeys: isLookup ? builder.manyKeysQuery() : nil,
            spreadOffset: builder.cells.count, at: position)
    }

    mutating func addStatement(
        _ body: StatementPlan.Body, in builder: StatementBuilder, isLookup: Bool, manyKeys: RowQuery? = nil, spreadOffset: Int = 0,
        at position: Int? = nil
    ) -> Int {
        mostTables = max(mostTables, builder.tableCount)
        let statement = StatementPlan(
            body: body, parameters: builder.parameters, isLookup: isLookup, manyKeys: manyKeys, spreadOffset: spreadOffset)
        if let position, position < statements.count {
            statements[position] = statement
            return position
        }
        statements.append(statement)
        return statements.count - 1
    }

    /// Lets a page that was to be spread be read from a cell, where spreading it would repeat work.
    ///
    /// Only now are the row's other fields known: what follows the page may be the page that would be repeated.
    mutating func gatherSpread(of builder: RowBuilder) {
        if let page = builder.gatherSpread() { tellReaders(of: page) }
    }

    /// Tells all fields that read a page what it has become, those too that were planned before others asked for more.
    mutating func tellReaders(of page: PagePlan) {
        for position in page.readers { readers[position] = .page(page.reader()) }
    }

    /// The fields that selection sets ask of an object, with their definitions.
    mutating func select(_ selectionSets: [SelectionSet], on type: String) throws(GraphQLError) -> [SelectedField] {
        guard let parent = schema.type(named: type) else { return [] }
        var selected: [SelectedField] = []
        for collected in collector.collect(selectionSets, on: type) {
            // A short text of nested fragments and abstract types can ask for an answer without end.
            guard readers.count + selected.count < Self.fieldBound else {
                throw GraphQLError(.tooComplex, "The operation asks for too many fields.")
            }
            guard let definition = schema.field(collected.name, on: parent) else {
                throw GraphQLError(.internal, "Field \"\(collected.responseKey)\" cannot be answered.")
            }
            let fault = fault(of: collected.first.arguments, as: definition.arguments, at: "\(type).\(definition.name)")
            selected.append(SelectedField(collected: collected, definition: definition, parentType: type, fault: fault))
        }
        return selected
    }

    /// Plans something whose fields cost for each of its rows, and keeps that with the cost of the whole.
    mutating func costing<Planned>(
        _ cost: ([Cost]) -> Cost, _ plan: (inout Planner) throws(GraphQLError) -> Planned
    ) throws(GraphQLError) -> Planned {
        let (planned, parts) = try withCosts(plan)
        costs[costs.count - 1].append(cost(parts))
        return planned
    }

    /// Plans something, and returns with it what its fields cost, which is then the caller's to keep.
    mutating func withCosts<Planned>(
        _ plan: (inout Planner) throws(GraphQLError) -> Planned
    ) throws(GraphQLError) -> (planned: Planned, costs: [Cost]) {
        costs.append([])
        let planned = try plan(&self)
        return (planned, costs.removeLast())
    }

    mutating func add(_ cost: Cost) {
        costs[costs.count - 1].append(cost)
    }

    /// The shape of a field that introspection answers; it depends on the whole values of the variables in it.
    mutating func introspectionShape(_ field: SelectedField) throws(GraphQLError) -> FieldShape {
        for definition in operation.variables { ask(.value, of: definition.name.value) }
        return try introspection.field(field.collected, field.definition, on: field.parentType)
    }

    /// The shape of a field, and how its value is read.
    mutating func shape(_ field: SelectedField, _ reader: FieldReader, _ content: FieldShape.Content) -> FieldShape {
        readers.append(reader)
        return FieldShape(field.collected, field.definition, on: field.parentType, content: content, slot: readers.count - 1)
    }

    /// The shape of an object that is read from a row's cells.
    func objectShape(_ typeName: String, _ fields: [FieldShape]) -> ObjectShape {
        ObjectShape(type: typeName, fields: fields, straight: StraightFields(fields, readers: readers))
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
