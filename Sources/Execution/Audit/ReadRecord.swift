import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import JSON
import Planning
import Postgres
import PostgresTypes

/// The statements that record what a run reads of marked data: one for each table, under the viewer's own context.
///
/// They are part of the run's batch, and so of its transaction: nobody is told of a row whose reading was not recorded, and what was not
/// answered was not recorded. A run with records is never shared or merged with another.
struct ReadRecord {
    private static let statement = Statement(sql: "SELECT souk.record('read', $1, $2)", parameterTypes: [TypeOID.text, TypeOID.jsonb])
    /// In bytes, of a document or of the variables; what is longer is cut, or left out.
    private static let bound = 4000

    private let run: PlanRun
    private let marks: [AuditMark]

    /// - Parameter plans: the plans of the run that are carried out together.
    init(of plans: [OperationPlan], in run: PlanRun) {
        self.run = run
        marks = plans.flatMap(\.marks)
    }

    func statements() -> [BoundStatement] {
        marks.map { mark in
            let table = run.graph.tables[mark.table]
            let columns = mark.columns.map { JSONValue.string(table.columns[$0].name.name) }
            var detail = [JSONMember("columns", .array(columns))]
            if let name = operation.name { detail.append(JSONMember("operation", .string(name))) }
            detail.append(JSONMember("document", .string(Self.cut(operation.text.bytes))))
            if let variables { detail.append(JSONMember("variables", variables)) }
            return BoundStatement(
                Self.statement, [Array("\(table.schema.name).\(table.name.name)".utf8), [1] + Array(JSONValue.object(detail).text.utf8)])
        }
    }

    private var operation: CompiledOperation { run.compiled }

    /// The values that were given, as text where they are more than a record should hold; nil where there are none.
    private var variables: JSONValue? {
        let members = operation.variables.compactMap { definition in
            run.variables[definition.name.value].map { JSONMember(definition.name.value, $0.json.storable) }
        }
        let value = JSONValue.object(members)
        let text = value.text
        return members.isEmpty ? nil : text.utf8.count > Self.bound ? .string(Self.cut(Array(text.utf8))) : value
    }

    private static func cut(_ text: [UInt8]) -> String {
        String(decoding: text.prefix(bound), as: UTF8.self)
    }
}

extension JSONValue {
    /// Without the one character that PostgreSQL's documents cannot hold.
    fileprivate var storable: JSONValue {
        switch self {
        case .string(let text): .string(text.filter { $0 != "\0" })
        case .array(let items): .array(items.map(\.storable))
        case .object(let members): .object(members.map { JSONMember($0.key.filter { $0 != "\0" }, $0.value.storable) })
        case .number, .bool, .null: self
        }
    }
}
