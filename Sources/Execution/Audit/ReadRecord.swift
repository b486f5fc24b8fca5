import Crypto
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
    /// In bytes, of the document or of the variables; of what is longer the SHA-256 stands beside what is left.
    private static let bound = 4000

    private let run: PlanRun
    private let marks: [AuditMark]

    /// - Parameter plans: the plans of the run that are carried out together.
    init(of plans: [OperationPlan], in run: PlanRun) {
        self.run = run
        marks = plans.flatMap(\.marks)
    }

    func statements() -> [BoundStatement] {
        guard !marks.isEmpty else { return [] }
        let document = AskedDocument.text(of: operation.text, operation: operation.name)
        let asked = Self.bounded("document", .string(document)) + Self.bounded("variables", variables)
        return marks.map { mark in
            let table = run.graph.tables[mark.table]
            let columns = mark.columns.map { JSONValue.string(table.columns[$0].name.name) }
            var detail = [JSONMember("columns", .array(columns))]
            if let name = operation.name { detail.append(JSONMember("operation", .string(name))) }
            detail += asked
            return BoundStatement(
                Self.statement, [Array("\(table.schema.name).\(table.name.name)".utf8), [1] + Array(JSONValue.object(detail).text.utf8)])
        }
    }

    private var operation: CompiledOperation { run.compiled }

    /// The values of the operation's variables that were given.
    private var variables: JSONValue {
        .object(
            operation.variables.names.compactMap { name in
                run.variables[name].map { JSONMember(name, $0.json.storable) }
            })
    }

    /// A member of the record; of what is too long its beginning, as text, and the hash of the whole. None of an object without members.
    private static func bounded(_ name: String, _ value: JSONValue) -> [JSONMember] {
        if case .object(let members) = value, members.isEmpty { return [] }
        let text = if case .string(let text) = value { text } else { value.text }
        guard text.utf8.count > bound else { return [JSONMember(name, value)] }
        let hash = SHA256.hash(data: Array(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let beginning = String(decoding: text.utf8.prefix(bound), as: UTF8.self)
        return [JSONMember(name, .string(beginning)), JSONMember("\(name)_sha256", .string(hash))]
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
