import Postgres

/// A script for pgbench: random tenants and keys, and one or more statements that take them.
struct PGBenchScript: Hashable {
    let text: String
    /// How its sessions plan.
    let planning: StatementPlanning

    /// A statement with `:tenant` and `:key` in it.
    init(sql: String, keys: [KeyRange]) {
        text = Self.choice(of: keys) + sql + ";\n"
        planning = .free
    }

    /// The statements of an operation: what changes from request to request becomes a variable, the rest the sample's value.
    init(_ operation: ExplainedOperation, keys: [KeyRange]) {
        self.init(operation, choosing: Self.choice(of: keys))
    }

    /// The same of an operation without keys, for tenants whose ids have no gaps.
    init(_ operation: ExplainedOperation, tenants: ClosedRange<Int64>) {
        self.init(operation, choosing: "\\set tenant random(\(tenants.lowerBound), \(tenants.upperBound))\n")
    }

    private init(_ operation: ExplainedOperation, choosing choice: String) {
        text = choice + operation.statements.map { Self.text(of: $0) + ";\n" }.joined()
        planning = operation.planning
    }

    /// The same behind the context of a buyer, in one pipeline with one Sync, as the gateway sends it.
    init(enteringFor operation: ExplainedOperation, keys: [KeyRange], isWriting: Bool = false) {
        var settings = [
            "'souk.tenant', :tenant::text", "'souk.role', 'buyer'", "'souk.subject', '1'", "'souk.merchant', ''", "'souk.scopes', ''",
            "'souk.only', '*'", "'statement_timeout', '10000'", "'transaction_read_only', '\(isWriting ? "off" : "on")'",
        ]
        planning = .free
        if !isWriting { settings += operation.planning.settings.map { "'\($0.name)', '\($0.value)'" } }
        let context = "SELECT " + settings.map { "set_config(\($0), true)" }.joined(separator: ", ")
        text =
            Self.choice(of: keys) + "\\startpipeline\n" + context + ";\n" + operation.statements.map { Self.text(of: $0) + ";\n" }.joined()
            + "\\endpipeline\n"
    }

    /// Each tenant as likely as the others, then a key of it.
    private static func choice(of keys: [KeyRange]) -> String {
        func pick(_ value: (KeyRange) -> Int64) -> String {
            guard let last = keys.last else { return "0" }
            let cases = keys.dropLast().enumerated().map { "when :slot = \($0 + 1) then \(value($1)) " }.joined()
            return cases.isEmpty ? "\(value(last))" : "case \(cases)else \(value(last)) end"
        }
        return """
            \\set slot random(1, \(keys.count))
            \\set tenant \(pick(\.tenant))
            \\set first \(pick(\.keys.lowerBound))
            \\set last \(pick(\.keys.upperBound))
            \\set key random(:first, :last)

            """
    }

    private static func text(of statement: ExplainedOperation.Statement) -> String {
        var text = ""
        var rest = Substring(statement.sql)
        while let dollar = rest.firstIndex(of: "$") {
            let digits = rest[rest.index(after: dollar)...].prefix { $0.isASCII && $0.isNumber }
            text += rest[..<dollar]
            if let position = Int(digits), statement.parameters.indices.contains(position - 1) {
                text += expression(for: statement.parameters[position - 1])
            } else {
                text += "$" + digits
            }
            rest = rest[digits.endIndex...]
        }
        return text + rest
    }

    private static func expression(for parameter: ExplainedOperation.Parameter) -> String {
        if parameter.origin == "the viewer's tenant" { return ":tenant::\(parameter.type)" }
        if parameter.origin.contains("$") {
            return parameter.type == "timestamp with time zone" ? "to_timestamp(:key)" : ":key::\(parameter.type)"
        }
        guard let value = parameter.value else { return "NULL::\(parameter.type)" }
        return "'\(value.replacing("'", with: "''"))'::\(parameter.type)"
    }
}
