import GraphQLSchema
import JSON
import Migrations

extension PlanReport {
    /// For programs.
    var json: JSONValue {
        .members([
            "pending": .array(files.map(json)),
            "graph": hadGraph ? .array(differences.map(\.json)) : .null,
            "documents": documents?.json ?? .null,
            "rules": .array(rules.map(\.json)),
            "findings": .array(findings.sorted().map(\.json)),
        ])
    }

    private func json(of file: RehearsedFile) -> JSONValue {
        let waits = waits(for: file).map { wait in
            JSONValue.members([
                "table": .string(wait.table), "waiting": .string(wait.waiting.rawValue),
                "milliseconds": .integer(wait.duration.milliseconds),
            ])
        }
        return .object(
            file.file.members + [JSONMember("statements", .array(file.statements.map(json))), JSONMember("waits", .array(waits))])
    }

    private func json(of statement: RehearsedStatement) -> JSONValue {
        .members([
            "line": .integer(statement.line), "sql": .string(statement.sql),
            "transaction": .bool(!statement.runsOutsideTransaction), "tables": .array(statement.effects.map(json)),
        ])
    }

    private func json(of effect: TableEffect) -> JSONValue {
        let table = tables[effect.table]
        return .members([
            "table": .string(effect.table), "lock": .text(effect.lock?.sqlName), "held": .text(effect.held?.sqlName),
            "read": .bool(effect.isScanned), "rewritten": .bool(effect.isRewritten),
            "rows": table?.rows.map { .integer($0) } ?? .null, "bytes": table.map { .integer($0.bytes) } ?? .null,
            "milliseconds": .integer(WorkEstimate.duration(of: effect, on: table).milliseconds),
        ])
    }
}

extension GraphDifference {
    fileprivate var json: JSONValue {
        .members([
            "audiences": .array(audiences.map(JSONValue.string)),
            "changes": .array(
                changes.map { change in
                    .members([
                        "severity": .string(change.severity.rawValue), "kind": .string(change.kind.rawValue),
                        "description": .string(change.description),
                    ])
                }),
        ])
    }
}
