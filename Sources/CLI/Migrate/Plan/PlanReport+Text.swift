import GraphQLSchema
import Migrations

extension PlanReport {
    /// For people.
    var text: String {
        (files.flatMap(lines) + [""] + graphLines + documentLines + ruleLines + adviceLines).joined(separator: "\n")
    }

    private func lines(of file: RehearsedFile) -> [String] {
        let telling = file.statements.filter { $0.runsOutsideTransaction || !$0.effects.isEmpty }
        let silent = file.statements.count - telling.count
        let others =
            silent == 0 ? [] : ["  \(silent) \(silent == 1 ? "statement touches" : "statements touch") no table that was there before."]
        let end = file.file.runsInTransaction ? "file" : "statement"
        let waits = waits(for: file).map { "  \($0.waiting.text) \($0.table) wait \($0.duration.guess), until the \(end) ends." }
        return [file.file.line] + telling.flatMap(lines) + others + waits
    }

    private func lines(of statement: RehearsedStatement) -> [String] {
        let first = "  line \(statement.line): \(statement.summary)"
        let outside = statement.runsOutsideTransaction ? ["    runs in no transaction, so its locks cannot be seen"] : []
        return [first] + outside + statement.effects.map { "    " + line(of: $0) }
    }

    private func line(of effect: TableEffect) -> String {
        let acts = [
            effect.lock.map { "\($0.sqlName), \($0.waiting.sentence)" },
            effect.isRewritten ? "written again" : effect.isScanned ? "read whole" : nil,
        ].compactMap(\.self)
        let size = tables[effect.table].map { " (\($0.text))" } ?? ""
        let work = WorkEstimate.duration(of: effect, on: tables[effect.table])
        return "\(effect.table)\(size): " + (acts.isEmpty ? ["locked already"] : acts).joined(separator: "; ")
            + (work > .zero ? ", \(work.guess)" : "")
    }

    private var graphLines: [String] {
        guard hadGraph else { return ["Graph: there was no sound one before.", ""] }
        guard !differences.isEmpty else { return ["Graph: there is no sound one afterwards.", ""] }
        return ["Graph"]
            + differences.flatMap { difference in
                ["  \(difference.audiences.joined(separator: "; ")):"]
                    + (difference.changes.isEmpty
                        ? ["    nothing changes"] : difference.changes.map { "    \($0.severity.rawValue): \($0.description)" })
            } + [""]
    }

    private var documentLines: [String] {
        guard documentCount > 0 else { return [] }
        guard let documents else { return ["Documents: not looked at, as there are not two sound graphs to compare.", ""] }
        let nobodys = documents.nobodys
        let named = nobodys.prefix(10).joined(separator: ", ") + (nobodys.count > 10 ? ", …" : "")
        let idle = nobodys.isEmpty ? [] : ["  \(nobodys.count) of \(documentCount) nobody could run before: \(named)"]
        let lost = documents.losses.map { "  \($0.line)" }
        return [lost.isEmpty ? "Documents: none is lost to anybody." : "Documents"] + lost + idle + [""]
    }

    private var ruleLines: [String] {
        rules.isEmpty ? ["Rules: none changes.", ""] : ["Rules"] + rules.map { "  \($0.line)" } + [""]
    }

    private var adviceLines: [String] {
        findings.isEmpty ? ["Nothing to mend."] : ["To mend"] + findings.sorted().map { "  \($0.line)" }
    }
}

extension LockMode.Waiting {
    fileprivate var text: String {
        switch self {
        case .nobody: "Nobody's statements on"
        case .changes: "Changes of"
        case .writes: "Writes to"
        case .everybody: "Reads of and writes to"
        }
    }

    fileprivate var sentence: String {
        switch self {
        case .nobody: "nobody waits"
        case .changes: "other migrations wait"
        case .writes: "writes wait"
        case .everybody: "reads and writes wait"
        }
    }
}

extension Duration {
    fileprivate var guess: String { self < .seconds(1) ? "a moment" : "about \(text)" }
}

extension LiveTable {
    fileprivate var text: String {
        (rows.map { "\(ProgressLine.grouped(Int($0))) rows, " } ?? "") + "\(ProgressLine.grouped(Int((bytes + 999_999) / 1_000_000))) MB"
    }
}

extension RehearsedStatement {
    /// The statement on one line, no longer than a terminal's.
    var summary: String {
        let line = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count <= 100 ? line : line.prefix(99) + "…"
    }
}

extension Finding: Comparable {
    /// What is wrong first, then by code and object.
    static func < (left: Finding, right: Finding) -> Bool {
        (left.state == .wrong ? 0 : 1, left.code, left.object) < (right.state == .wrong ? 0 : 1, right.code, right.object)
    }
}
