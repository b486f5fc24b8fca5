import GraphQLLanguage

/// What a function must be before a field may call it for reading.
struct FunctionRules {
    /// Types that no value of the graph can have: results that are no values, and those that depend on the call.
    private static let pseudoTypes: Set<String> = ["record", "void", "trigger", "event_trigger", "cstring", "internal", "refcursor"]

    let function: CatalogSnapshot.Function
    let notes: Annotations
    /// Whether it is called for writing: a field of the mutation root.
    var isMutation: Bool {
        function.volatility == .volatile && notes.graph?.on == nil && notes.rows == nil && notes.guards.isEmpty
    }

    /// Every rule that the function breaks.
    var problems: [GraphProblem] { safety + shape }

    private var safety: [GraphProblem] {
        var problems: [GraphProblem] = []
        if !function.isExecutable {
            problems.append(
                problem(
                    .functionNotExecutable, "The gateway's role may not call it.",
                    remedy: "GRANT EXECUTE on it, and USAGE on its schema, to the gateway's role."))
        }
        if function.volatility == .volatile, !isMutation {
            problems.append(
                problem(
                    .functionVolatile, "It is VOLATILE, so it may write, and what is read never writes.",
                    remedy: "Declare it STABLE or IMMUTABLE, if that is what it is; or take on: and @rows away for a mutation."))
        }
        if function.isSecurityDefiner, notes.definerReason == nil {
            problems.append(
                problem(
                    .definerUndeclared, "It runs with its owner's rights, past row security.",
                    remedy: "Make it SECURITY INVOKER; or review it and say why it may, with @definer(reason:)."))
        }
        if function.isSecurityDefiner, !function.pinsSearchPath {
            problems.append(
                problem(
                    .definerUndeclared, "It runs with its owner's rights and looks names up in the caller's search_path.",
                    remedy: "ALTER FUNCTION … SET search_path = pg_catalog, pg_temp, and write names with their schemas."))
        }
        return problems
    }

    private var shape: [GraphProblem] {
        var problems: [GraphProblem] = []
        func report(_ message: String, remedy: String) { problems.append(problem(.functionShape, message, remedy: remedy)) }
        if function.kind != .function {
            report("A field calls functions, not a \(function.kind.rawValue).", remedy: "Take @graph away.")
        }
        if function.isOverloaded {
            report(
                "There is another function of its name, and which of them a call means may change.", remedy: "Give one another name.")
        }
        if function.parameters.contains(where: { $0.mode == .variadic }) {
            report("It takes any number of arguments.", remedy: "Take one array instead of VARIADIC.")
        }
        if function.parameters.contains(where: { $0.sqlType.hasPrefix("any") }) || function.returnSQLType.hasPrefix("any") {
            report("Its types depend on how it is called.", remedy: "Wrap it in a function with types of its own.")
        }
        for (column, note) in notes.resultJSON where !isMutation || !function.outputs.contains(where: { $0.name == column }) {
            problems.append(
                GraphProblem(
                    .functionShape, on: function.object, at: note.location, "@json(column:) names \(column), and no payload has that.",
                    remedy: "Name a column of what a mutation returns; for a whole result leave column: out."))
        }
        if let note = notes.json, function.returnsSet || notes.rows != nil {
            problems.append(
                GraphProblem(
                    .functionShape, on: function.object, at: note.location, "@json is for one document, and this returns a set.",
                    remedy: "Return one jsonb array, and say as: \"[Type!]\"."))
        }
        if isMutation {
            if Self.pseudoTypes.contains(function.returnSQLType), function.returnSQLType != "void", function.outputs.isEmpty {
                report(
                    "It returns \(function.returnSQLType), which is no value.",
                    remedy: "Return void, a value, a row of a table in the graph, or columns.")
            }
            return problems
        }
        if notes.rows == nil, function.outputs.count > 1 {
            report(
                "It returns columns, and nothing says which rows of the graph they stand for.",
                remedy: "Say so with @rows(of:, key:), or return rows of a table, or jsonb.")
        } else if notes.rows == nil, Self.pseudoTypes.contains(function.returnSQLType) {
            report(
                "It returns \(function.returnSQLType), which is no value.",
                remedy: "Return a value, a row of a table in the graph, or columns.")
        }
        if notes.rows != nil, !function.returnsSet || function.outputs.isEmpty {
            report("@rows is for what returns a set with columns of its own.", remedy: "Declare RETURNS TABLE (…).")
        }
        return problems
    }

    private func problem(_ code: GraphProblem.Code, _ message: String, remedy: String) -> GraphProblem {
        GraphProblem(code, on: function.object, message, remedy: remedy)
    }
}

extension CatalogSnapshot.Function {
    /// Kind and name, for problems: `function market.search_products`.
    var object: String { "function \(qualifiedName)" }
}
