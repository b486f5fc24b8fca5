import Execution
import JSON
import Planning
import Postgres

/// An explanation as text and as JSON.
struct ExplanationReport {
    private let explanation: Explanation
    /// PostgreSQL's own plan of each statement; empty when it was not asked.
    var plans: [String] = []

    init(_ explanation: Explanation) {
        self.explanation = explanation
    }

    var text: String {
        var lines = ["reads at most \(explanation.rows) rows", "", "settings"]
        for (name, value) in explanation.context.settings { lines.append("  \(name) = '\(value)'") }
        for (index, statement) in explanation.statements.enumerated() {
            lines += ["", "statement \(index + 1)", "  \(statement.sql)"]
            for (position, parameter) in statement.parameters.enumerated() {
                lines.append("  $\(position + 1): \(parameter.source.summary)")
            }
            if plans.indices.contains(index) { lines += ["", plans[index]] }
        }
        return lines.joined(separator: "\n")
    }

    var json: JSONValue {
        let statements = explanation.statements.enumerated().map { index, statement in
            var members = [
                JSONMember("sql", .string(statement.sql)),
                JSONMember(
                    "parameters",
                    .array(
                        zip(statement.parameters, values(of: statement)).map { parameter, value in
                            .object([
                                JSONMember("oid", .number(String(parameter.typeOID))),
                                JSONMember("from", .string(parameter.source.summary)),
                                JSONMember("value", .text(value)),
                            ])
                        })),
            ]
            if plans.indices.contains(index) { members.append(JSONMember("plan", .string(plans[index]))) }
            return JSONValue.object(members)
        }
        return .object([
            JSONMember("rows", .number(String(explanation.rows))),
            JSONMember("settings", .object(explanation.context.settings.map { JSONMember($0.name, .string($0.value)) })),
            JSONMember("statements", .array(statements)),
        ])
    }

    /// The parameters' values as text; nil for null, and for what has no text.
    private func values(of statement: Explanation.Statement) -> [String?] {
        (try? statement.textValues()) ?? statement.parameters.map { _ in nil }
    }
}

extension SessionContext {
    /// The settings by their names in the database.
    var settings: [(name: String, value: String)] {
        [
            ("souk.tenant", tenant), ("souk.role", role), ("souk.subject", subject), ("souk.merchant", merchant),
            ("souk.scopes", scopes), ("souk.only", only),
        ]
    }
}

extension Parameter.Source {
    /// Where a parameter's value comes from, in a few words.
    var summary: String {
        switch self {
        case .tenant: "the viewer's tenant"
        case .viewerBuyer: "the viewer, a buyer"
        case .viewerMerchants: "the merchants that the viewer acts for"
        case .viewerLimit(let kind): "each \(kind) that the viewer's token is limited to"
        case .argument(let source, _): source.summary
        case .arguments(let source, _): "list: \(source.summary)"
        case .prefixEnd(let source): "what comes after all that begins with \(source.summary)"
        case .pageLimit(let size, let probe): probe == 0 ? size.argument : "\(size.argument) + \(probe)"
        case .globalID(let source, let typeName, let part): "key \(part + 1) of the \(typeName) id in \(source.summary)"
        case .globalIDs(let source, let typeName, let part): "key \(part + 1) of each \(typeName) id in \(source.summary)"
        case .cursor(let source, _, let part): "key \(part + 1) of the cursor in \(source.summary)"
        }
    }
}

extension ArgumentSource {
    fileprivate var summary: String {
        switch self {
        case .constant(let value): "\(value)"
        case .variable(let name, let path):
            path.reduce("$\(name)") { text, step in
                switch step {
                case .field(let field): "\(text).\(field)"
                case .index(let index): "\(text)[\(index)]"
                }
            }
        case .object, .list: "the argument"
        }
    }
}
