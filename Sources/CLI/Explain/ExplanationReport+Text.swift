import Execution
import GraphModel
import Planning
import Postgres

extension ExplanationReport {
    /// The report for people.
    var text: String {
        var lines = ["cost: at most \(explanation.rows) rows", "", "settings of the session"]
        lines += explanation.context.settings.map { "  \($0.name) = '\($0.value)'" }
        if explanation.isImpersonal { lines.append("  the same for every subject: whoever agrees in the rest shares these reads") }
        if !explanation.recorded.isEmpty {
            lines += ["", "in the audit: read \(explanation.recorded.map(\.fullName).joined(separator: ", "))"]
        }
        lines += wakingLines
        lines += ["", "tables and what guards them"]
        for (guarded, wall) in zip(explanation.tables, walls) { lines += Self.lines(guarded, wall).map { "  \($0)" } }
        for (index, statement) in explanation.statements.enumerated() {
            lines += ["", "statement \(index + 1)"]
            for outline in statement.outlines { lines += tree(outline).map { "  \($0)" } }
            lines += ["", "  \(statement.sql)"]
            let values = statement.shownValues
            if !values.isEmpty { lines.append("") }
            for (position, parameter) in statement.parameters.enumerated() {
                let value = values[position].map { "'\($0)'" } ?? "NULL"
                lines.append("  $\(position + 1) \(parameter.type.sqlName) = \(value)   \(parameter.source.summary)")
            }
            lines += ["", "  PostgreSQL plans it \(statement.planning.summary)"]
            if statement.isRowwise { lines.append("  in a long answer, its rows leave as they come") }
            if let manyKeys = statement.manyKeys { lines += ["", "  for several requests of one session at once:", "  \(manyKeys)"] }
            if plans.indices.contains(index) {
                lines.append("")
                lines += plans[index].split(separator: "\n").map { "  \($0)" }
            }
        }
        return lines.joined(separator: "\n")
    }

    /// What has a subscription read again, the soonest first.
    private var wakingLines: [String] {
        guard let waking = explanation.waking else { return [] }
        let told =
            switch waking {
            case .types(let types): told(of: types).joined(separator: ", ")
            case .anything: "anything of the tenant, since functions or views are read"
            }
        let silent = zip(explanation.tables, walls).filter { $0.1.tellsChanges == false }.map(\.0.table.fullName)
        return [
            "", "read again", "  at once: after a mutation in this tenant by the same gateway",
            "  within half a second: when the outbox tells of a change of \(told.isEmpty ? "nothing" : told)",
            "  by the clock (souk serve --subscription-refresh): all else\(silent.isEmpty ? "" : ", as \(silent.joined(separator: ", "))")",
        ]
    }

    private static func lines(_ guarded: TableGuard, _ wall: TableWall) -> [String] {
        let audience = guarded.audience
        let names = audience.roles.map(\.rawValue).sorted()
        let roles = names.count == Role.allCases.count ? "everybody" : names.joined(separator: ", ")
        let scope = audience.readScope.map { ", with scope \($0)" } ?? ""
        var lines = [
            "\(guarded.table.fullName) (\(guarded.table.typeName)) in the schema of: \(roles)\(scope)",
            "  in the statement: \(guarded.condition ?? "the tenant only; further rules are row security's")",
        ]
        if let rule = wall.rule { lines.append("  rule: \(rule.kind)\(rule.scope.map { ", under scope \($0)" } ?? "")") }
        lines.append("  row security: \(wall.rowSecurity)")
        return lines + wall.policies.map { "    policy \($0.name): \($0.condition)" }
    }

    /// A node with what is below it, as a tree of lines.
    private func tree(_ node: PlanOutline) -> [String] {
        let rows = [node.table.map(name), node.alias].compactMap(\.self).joined(separator: " ")
        let source = [rows, node.call ?? ""].filter { !$0.isEmpty }.joined(separator: " from ")
        var lines = ["\(node.kind.rawValue): \(source)\(node.limit.map { ", at most \($0)" } ?? "")"]
        let hasChildren = !node.children.isEmpty
        for (word, clause) in [("where", node.conditions), ("order by", node.order)] {
            if let clause { lines.append("\(hasChildren ? "│" : " ")   \(word) \(clause)") }
        }
        for (index, child) in node.children.enumerated() {
            let isLast = index == node.children.count - 1
            for (position, line) in tree(child).enumerated() {
                lines.append((position == 0 ? (isLast ? "└─ " : "├─ ") : (isLast ? "   " : "│  ")) + line)
            }
        }
        return lines
    }
}

extension StatementPlanning {
    /// For people.
    var summary: String {
        switch self {
        case .free: "freely"
        case .nestedLoops: "with nested loops"
        case .once: "once for all values, with nested loops"
        }
    }
}
