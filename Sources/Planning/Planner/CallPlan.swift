import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema

/// A call of a function while it is planned: which of its parameters are given something, and what.
struct CallPlan {
    let function: Function
    /// The sources of the parameters that are arguments, by the arguments' names; those that were not given are not there.
    private let arguments: [String: ArgumentSource]

    init(_ function: Function, _ arguments: [String: ArgumentSource]) {
        self.function = function
        self.arguments = arguments
    }

    /// Says to the row's builder which of its columns the call speaks of.
    func need(from scope: RowScope) {
        for input in function.inputs {
            switch input.source {
            case .column(let column): scope.builder.need(scope.reference(to: column))
            case .row: for column in scope.table.columns { scope.builder.need(scope.reference(to: column.id)) }
            case .tenant, .argument, .id, .rows, .limit, .after: break
            }
        }
    }

    /// The call as a part of a statement. `scope` is the row that the field is on, `page` the page that the function's rows make.
    func call(
        in statement: StatementBuilder, from scope: RowScope?,
        page: (limit: RowLimit?, arguments: PageArguments, cursor: CursorScope)? = nil
    ) -> FunctionCall {
        var inputs: [FunctionCall.Input] = []
        for input in function.inputs {
            func give(_ value: FunctionCall.Value) { inputs.append(FunctionCall.Input(name: input.name, value: value)) }
            func parameter(_ source: Parameter.Source) {
                give(.parameter(statement.newParameter(source, type: input.type, typeOID: input.typeOID)))
            }
            switch input.source {
            case .tenant:
                give(.parameter(statement.tenantParameter))
            case .row:
                if let scope { give(row(of: scope)) }
            case .column(let column):
                if let scope { give(.column(scope.reference(to: column))) }
            case .argument(let name, let enumNames):
                // A parameter without a default that was given nothing has nothing but null to take.
                guard let source = arguments[name] else {
                    if !input.hasDefault { give(.null) }
                    continue
                }
                parameter(.argument(source, storedNames: enumNames.map(Column.storedNames(of:))))
            case .id(let name, let typeName):
                guard let source = arguments[name] else {
                    if !input.hasDefault { give(.null) }
                    continue
                }
                parameter(.idArgument(source, name: name, typeName: typeName))
            case .rows(let name, let rows):
                guard let source = arguments[name] else {
                    if !input.hasDefault { give(.null) }
                    continue
                }
                parameter(.rows(source, name: name, rows))
            case .limit:
                // Behind a cursor that the function knows nothing of, or from the other end, it cannot know which rows are wanted.
                let isFromStart = page?.arguments.after == nil && page?.arguments.before == nil && page?.arguments.isBackward == false
                if let page, let limit = page.limit, isFromStart || takesPlace { give(.limit(limit, input.type)) } else { give(.null) }
            case .after(let part):
                if let page, let after = page.arguments.after {
                    parameter(.cursor(after, page.cursor, keyPart: part))
                } else {
                    give(.null)
                }
            }
        }
        return FunctionCall(schema: function.schema, name: function.name, inputs: inputs, isImpersonal: function.isImpersonal)
    }

    /// Whether the function itself starts behind a cursor.
    var takesPlace: Bool {
        function.inputs.contains { if case .after = $0.source { true } else { false } }
    }

    private func row(of scope: RowScope) -> FunctionCall.Value {
        let isJoined = scope.alias != scope.builder.alias
        let presence = scope.table.localKey.first.map { scope.reference(to: $0) }
        return .row(scope.table.id, scope.table.columns.map { scope.reference(to: $0.id) }, presence: isJoined ? presence : nil)
    }
}

extension Planner {
    /// Finds what a field's arguments give to a function's parameters.
    mutating func callPlan(_ function: Function, for field: SelectedField) -> CallPlan {
        callPlan(function) { field.argument($0) }
    }

    /// Finds what the fields of an input object give to a function's parameters.
    mutating func callPlan(_ function: Function, from input: ArgumentSource?) -> CallPlan {
        callPlan(function) { input?.stepping(.field($0)) }
    }

    private mutating func callPlan(_ function: Function, _ source: (String) -> ArgumentSource?) -> CallPlan {
        var arguments: [String: ArgumentSource] = [:]
        for input in function.inputs {
            switch input.source {
            case .argument(let name, _), .id(let name, _), .rows(let name, _):
                if let source = source(name), resolve(source, .presence) != nil { arguments[name] = source }
            case .tenant, .row, .column, .limit, .after: break
            }
        }
        return CallPlan(function, arguments)
    }
}
