import JSON
import Migrations
import Postgres

/// One statement of a trial, with its answer.
struct TrialStep {
    let statement: SQLStatements.Statement
    let outcome: Outcome

    enum Outcome {
        case answered(ResultSet)
        case refused(PostgresError)
    }

    /// The database's words and SQLSTATE; nil when the statement was not refused.
    var refusal: String? {
        if case .refused(let error) = outcome { error.reason(in: statement.sql, startingAt: statement.line) } else { nil }
    }

    private var columns: [String] {
        guard case .answered(let result) = outcome else { return [] }
        return (0..<result.columnCount).map(result.columnName)
    }

    /// The rows as text; nil for NULL.
    var rows: [[String?]] {
        guard case .answered(let result) = outcome else { return [] }
        return (0..<result.rowCount).map { row in (0..<result.columnCount).map { result.text(row: row, column: $0) } }
    }

    /// For people.
    var text: String {
        switch outcome {
        case .refused: return "refused: \(refusal ?? "")"
        case .answered(let result) where result.columnCount == 0: return result.commandTag
        case .answered:
            let lines = TextTable(header: columns, rows: rows.map { $0.map { $0 ?? "NULL" } }).lines
            return (lines + ["(\(rows.count) \(rows.count == 1 ? "row" : "rows"))"]).joined(separator: "\n")
        }
    }

    /// For programs.
    var json: JSONValue {
        .members([
            "line": .integer(statement.line), "columns": .array(columns.map(JSONValue.string)),
            "rows": .array(rows.map { .array($0.map(JSONValue.text)) }), "refusal": .text(refusal),
        ])
    }
}
