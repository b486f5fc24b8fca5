import Access
import ArgumentParser
import Catalog
import Crypto
import Execution
import Foundation
import GraphModel
import GraphQLExecution
import GraphQLLanguage
import JSON
import Logging
import Planning
import Postgres
import PostgresTypes

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show what is behind an operation: its plan, statements, parameters, cost, and who guards each table.",
        discussion: """
            The operation goes the same way as over HTTP, up to the statements, which are printed and not run. Connect as the role
            that serves: the guards shown are those that bind it. --analyze has PostgreSQL run the statements under the viewer's
            settings, in a transaction that cannot write, and tell how; it tells of rows that the viewer may not see, so it is for
            operators.

            EXAMPLES
              souk explain --tenant 1 --role buyer --subject 7 '{ merchants(first: 5) { nodes { name } } }'
              souk explain --tenant 1 --role partner --merchant 3,4 --scope orders:read --json < query.graphql
              souk explain --token-file token.txt '{ orders { nodes { id } } }'
              souk explain --tenant 1 --role operator --analyze --variables '{"id": "TWVyY2hhbnQ6MQ"}' < query.graphql
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var graph: GraphOptionGroup
    @OptionGroup var viewer: ViewerOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "The operation's variables, a JSON object.")
    var variables = "{}"

    @Option(help: ArgumentHelp("Which operation of the document.", valueName: "name"))
    var operation: String?

    @Flag(help: "Have PostgreSQL run and explain the statements.")
    var analyze = false

    @ArgumentParser.Argument(help: "The document; standard input when not said.")
    var document: String?

    func run() async throws {
        let configuration = try database.configuration()
        if try graph.options().tenancy == .column, let remark = try? await database.withConnection(WrongRole.ownersRemark) {
            throw CommandError(remark)
        }
        let logger = Logger(label: "souk explain") { _ in SwiftLogNoOpLogHandler() }
        let store = GraphStore(
            configuration, reader: CatalogReader(schemas: graph.schemaNames()), options: try graph.options(), logger: logger)
        let status = await store.load()
        guard status.isReady else { throw CommandError(Self.reason(status)) }
        let engine = Engine(
            graph: { store.current }, database: LoopPools([]),
            settings: EngineSettings(cursorSeal: CursorSeal(secret: SymmetricKey(size: .bits256))), logger: logger)
        let principal = try await viewer.principal(database, hasTenants: try graph.options().tenancy == .column)
        let explanation: Explanation
        do {
            explanation = try engine.explain(try request(), as: principal)
        } catch let refusal as RequestErrors {
            throw CommandError(refusal.errors.map { "\($0.code.rawValue): \($0.message)" }.joined(separator: "\n"))
        }
        guard !(analyze && explanation.writes) else {
            throw CommandError("--analyze runs what it explains, and a mutation is not run: leave it out, or see souk try.")
        }
        let report = try await database.withConnection { connection in
            var walls: [TableWall] = []
            for table in explanation.tables { walls.append(try await TableWall.before(table, connection)) }
            return ExplanationReport(
                explanation: explanation, walls: walls, plans: analyze ? try await plans(explanation, connection) : [])
        }
        if output.json { Terminal.print(report.json) } else { Terminal.print(report.text) }
    }

    /// Why there is no graph.
    private static func reason(_ status: GraphStatus) -> String {
        switch status.failure {
        case .refused(let problems):
            let errors = problems.filter { $0.severity == .error }
            let ownership = errors.contains { $0.code == .roleOwnsTable }
            return "The catalog makes no sound graph (\(errors.count) errors; souk schema check lists them)."
                + (ownership ? " The role owns some tables, which the one that serves must not." : "")
        case .unreadable(let reason): return "The catalog cannot be read: \(reason)"
        case nil: return "There is no graph."
        }
    }

    private func request() throws -> GraphQLRequest {
        let text = document ?? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
        guard case .object(let members)? = try? JSONParser.parse(Array(variables.utf8)) else {
            throw CommandError("--variables is a JSON object.")
        }
        return GraphQLRequest(query: Source(text), operationName: operation, variables: members)
    }

    /// What PostgreSQL says of each statement, run under the viewer's settings in a transaction that is rolled back.
    private func plans(_ explanation: Explanation, _ connection: AdminConnection) async throws -> [String] {
        var plans: [String] = []
        try await connection.query("BEGIN READ ONLY")
        for (name, value) in explanation.context.settings + [("statement_timeout", "60s")] {
            try await connection.query("SELECT set_config($1, $2, true)", [name, value])
        }
        let plan = ServerPlan(connection: connection, form: output.json ? "JSON" : "TEXT")
        for statement in explanation.statements { plans.append(try await plan.of(statement)) }
        try await connection.query("ROLLBACK")
        return plans
    }
}
