import Execution
import GraphModel
import JSON
import Planning
import Postgres

/// An explanation in full: what the gateway does, what the database has before each table, and, if asked, how it ran.
struct ExplanationReport {
    let explanation: Explanation
    /// For each of the explanation's tables.
    let walls: [TableWall]
    /// PostgreSQL's own plan of each statement, as text or as JSON; empty when it was not asked.
    var plans: [String] = []

    var json: JSONValue {
        .members([
            "rows": .integer(explanation.rows),
            "settings": .object(explanation.context.settings.map { JSONMember($0.name, .string($0.value)) }),
            "impersonal": .bool(explanation.isImpersonal),
            "recorded": .array(explanation.recorded.map { .string($0.fullName) }), "wokenBy": waking,
            "tables": .array(zip(explanation.tables, walls).map(json)),
            "statements": .array(explanation.statements.indices.map(statement)),
        ])
    }

    /// The types whose changes wake a subscription, `"*"` for those of all; null for what is no subscription.
    private var waking: JSONValue {
        switch explanation.waking {
        case .types(let types): .array(told(of: types).map(JSONValue.string))
        case .anything: .array([.string("*")])
        case nil: .null
        }
    }

    /// Those of these types of whose changes the outbox is told, by name.
    func told(of types: Set<String>) -> [String] {
        types.intersection(zip(explanation.tables, walls).filter { $0.1.tellsChanges == true }.map(\.0.table.typeName)).sorted()
    }

    private func statement(_ index: Int) -> JSONValue {
        let statement = explanation.statements[index]
        var members = [
            JSONMember("plan", .array(statement.outlines.map(json))), JSONMember("sql", .string(statement.sql)),
            JSONMember(
                "parameters",
                .array(
                    zip(statement.parameters, statement.shownValues).map { parameter, value in
                        .members([
                            "type": .string(parameter.type.sqlName), "oid": .integer(parameter.typeOID),
                            "from": .string(parameter.source.summary), "value": .text(value),
                        ])
                    })),
            JSONMember("sqlForManyKeys", .text(statement.manyKeys)),
            JSONMember("isRowwise", .bool(statement.isRowwise)), JSONMember("planning", .string(statement.planning.name)),
        ]
        if plans.indices.contains(index) {
            members.append(JSONMember("postgres", (try? JSONParser.parse(Array(plans[index].utf8))) ?? .string(plans[index])))
        }
        return .object(members)
    }

    private func json(_ outline: PlanOutline) -> JSONValue {
        .members([
            "reads": .string(outline.kind.rawValue), "table": .text(outline.table.map(name)), "alias": .text(outline.alias),
            "call": .text(outline.call), "limit": .text(outline.limit), "order": .text(outline.order), "where": .text(outline.conditions),
            "below": .array(outline.children.map(json)),
        ])
    }

    private func json(_ guarded: TableGuard, _ wall: TableWall) -> JSONValue {
        .members([
            "table": .string(guarded.table.fullName), "type": .string(guarded.table.typeName),
            "roles": .array(guarded.audience.roles.map(\.rawValue).sorted().map(JSONValue.string)),
            "scope": .text(guarded.audience.readScope), "inStatement": .text(guarded.condition),
            "rule": .text(wall.rule?.kind), "ruleScope": .text(wall.rule?.scope), "rowSecurity": .string(wall.rowSecurity),
            "policies": .array(wall.policies.map { .members(["name": .string($0.name), "using": .string($0.condition)]) }),
            "tellsChanges": wall.tellsChanges.map(JSONValue.bool) ?? .null,
        ])
    }

    /// A table's name as `schema.name`.
    func name(of table: Table.ID) -> String {
        explanation.tables.first { $0.table.id == table }?.table.fullName ?? ""
    }
}

extension Table {
    /// The name as `schema.name`.
    var fullName: String { "\(schema.name).\(name.name)" }
}

extension Explanation.Statement {
    /// The parameters' values as text; nil for null, and for what has no text.
    var shownValues: [String?] { (try? textValues()) ?? parameters.map { _ in nil } }
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
