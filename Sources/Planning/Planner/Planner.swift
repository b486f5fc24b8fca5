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
    let collector: FieldCollector
    let variables: VariableValues
    var reads = VariableReads()
    var statements: [StatementPlan] = []

    private init(graph: Graph, schema: Schema, collector: FieldCollector, variables: VariableValues) {
        self.graph = graph
        self.schema = schema
        self.collector = collector
        self.variables = variables
    }

    /// Returns the plan of a query.
    ///
    /// It holds for every request whose variables answer `reads` as these do.
    package static func plan(
        _ operation: OperationDefinition, of document: ValidDocument, in graph: Graph, as schema: Schema,
        variables: VariableValues
    ) throws(GraphQLError) -> OperationPlan {
        let collector = FieldCollector(schema: schema, document: document, variables: variables.values)
        var planner = Planner(graph: graph, schema: schema, collector: collector, variables: variables)
        planner.readConditions(of: operation, in: document)
        let root = try planner.planRoot(operation)
        return OperationPlan(statements: planner.statements, root: root, reads: planner.reads)
    }

    /// Asks for the value of each variable that a `@skip` or `@include` depends on: they decide what is planned.
    private mutating func readConditions(of operation: OperationDefinition, in document: ValidDocument) {
        var selectionSets = [operation.selectionSet] + document.document.fragments.map(\.selectionSet)
        while let selectionSet = selectionSets.popLast() {
            for selection in selectionSet.selections {
                for directive in selection.directives where directive.name.value == "skip" || directive.name.value == "include" {
                    for argument in directive.arguments {
                        if case .variable(let name) = argument.value.kind { ask(.value, of: name) }
                    }
                }
                if let inner = selection.selectionSet { selectionSets.append(inner) }
            }
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

    private mutating func ask(_ aspect: VariableQuestion.Aspect, ofVariablesIn source: ArgumentSource) {
        switch source {
        case .constant: break
        case .variable(let name, let path): ask(aspect, of: name, at: path)
        case .object(let members): for member in members { ask(aspect, ofVariablesIn: member.source) }
        case .list(let items): for item in items { ask(aspect, ofVariablesIn: item) }
        }
    }

    /// Adds a statement whose rows are these.
    mutating func addStatement(_ body: StatementPlan.Body, of builder: RowBuilder, isLookup: Bool) -> Int {
        statements.append(
            StatementPlan(
                body: body, parameters: builder.statement.parameters, isLookup: isLookup, spreadOffset: builder.cells.count))
        return statements.count - 1
    }

    /// The error of a field whose binding does not fit the place it is asked for in: a fault of ours, not of the asker's.
    func unplannable(_ field: CollectedField) -> GraphQLError {
        GraphQLError(.internal, "Field \"\(field.responseKey)\" cannot be answered.")
    }
}

extension Selection {
    fileprivate var directives: [Directive] {
        switch self {
        case .field(let field): field.directives
        case .fragmentSpread(let spread): spread.directives
        case .inlineFragment(let fragment): fragment.directives
        }
    }

    fileprivate var selectionSet: SelectionSet? {
        switch self {
        case .field(let field): field.selectionSet
        case .fragmentSpread: nil
        case .inlineFragment(let fragment): fragment.selectionSet
        }
    }
}
