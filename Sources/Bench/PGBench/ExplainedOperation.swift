import Foundation
import JSON
import Postgres

/// The statements behind an operation, as `souk explain --json` prints them.
struct ExplainedOperation {
    struct Statement: Hashable {
        let sql: String
        let parameters: [Parameter]
        let planning: StatementPlanning
    }

    struct Parameter: Hashable {
        /// The type's name in PostgreSQL.
        let type: String
        /// Where its value comes from, in `souk explain`'s words.
        let origin: String
        /// The value that it had for the sample; nil for NULL.
        let value: String?
    }

    let statements: [Statement]

    /// What the gateway tells PostgreSQL of their plans.
    var planning: StatementPlanning { statements.map(\.planning).min() ?? .free }

    /// Asks `souk` what it would run for this request, of a buyer unless another role is said.
    static func of(
        _ sample: RequestSample, as role: String = "buyer", souk: String, gatewayURL: String, _ connection: AdminConnection
    ) async throws -> ExplainedOperation {
        var variables = JSONWriter()
        variables.append(.object(sample.request.variables))
        let output = try Tool(souk, environment: ["SOUK_DATABASE_URL": gatewayURL]).output(of: [
            "explain", "--json", "--tenant", String(sample.tenant), "--role", role, "--subject", "1",
            "--variables", String(decoding: variables.takeBytes(), as: UTF8.self), sample.request.query,
        ])
        guard let json = try? JSONParser.parse(Array(output.utf8)) else { throw BenchError("souk explain printed no JSON:\n\(output)") }
        return try await ExplainedOperation(json) { oid in
            try await connection.query("SELECT $1::oid::regtype::text", [oid]).text(row: 0, column: 0)
        }
    }

    /// Reads what `souk explain --json` printed.
    init(_ json: JSONValue, typeName: (String) async throws -> String?) async throws {
        guard case .array(let list)? = json["statements"], !list.isEmpty else { throw BenchError("souk explain names no statement.") }
        var statements: [Statement] = []
        for item in list {
            guard case .string(let sql)? = item["sql"], case .array(let members)? = item["parameters"] else {
                throw BenchError("souk explain prints a statement without its text or parameters.")
            }
            var parameters: [Parameter] = []
            for member in members {
                guard case .number(let oid)? = member["oid"], case .string(let origin)? = member["from"], let type = try await typeName(oid)
                else { throw BenchError("souk explain prints a parameter without its type or origin.") }
                let value: String? = if case .string(let text)? = member["value"] { text } else { nil }
                parameters.append(Parameter(type: type, origin: origin, value: value))
            }
            guard case .string(let name)? = item["planning"], let planning = StatementPlanning(name: name) else {
                throw BenchError("souk explain prints a statement without how it is planned.")
            }
            statements.append(Statement(sql: sql, parameters: parameters, planning: planning))
        }
        self.statements = statements
    }
}
