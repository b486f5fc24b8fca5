import Access
import ArgumentParser
import Foundation
import GraphModel
import JSON
import Postgres

struct TryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Run SQL as any viewer, to see what a policy or a function does, and take it all back.",
        discussion: """
            The statements run as the role that serves, under the viewer's settings, in one transaction that is always rolled back. One that
            is refused is told with its SQLSTATE, and those after it go on. Ends with status 1 when one was refused. Connect as the role that
            serves, or as one that may act as it. It shows what viewers may see, so it is for operators.

            EXAMPLES
              souk try --tenant 1 --role buyer --subject 7 'SELECT count(*) FROM market.order'
              souk try --tenant 1 --role partner --merchant 3 --scope orders:read --only campaign=17 < checks.sql
              souk try --tenant 1 --role buyer --subject 7 \\
                'SELECT (market.start_following(souk.tenant(), followed_merchant_id => 3)).*; TABLE market.follow'
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var viewer: ViewerOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("Limit the viewer to some things of a kind; say it again for more kinds.", valueName: "kind=ids"))
    var only: [LimitArgument] = []

    @Option(help: ArgumentHelp("The role that serves. (SOUK_SERVING_ROLE, souk_gateway)", valueName: "name"))
    var servingRole: String?

    @ArgumentParser.Argument(help: "The SQL; standard input when not said.")
    var sql: String?

    func run() async throws {
        let script = sql ?? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
        let context = Self.context(of: try await viewer.principal(database), limitedTo: only)
        let trial = Trial(
            context: context, role: servingRole ?? Environment.value("SOUK_SERVING_ROLE") ?? "souk_gateway")
        let steps = try await database.withConnection { try await trial.run(script, $0) }
        if output.json {
            Terminal.print(.array(steps.map(\.json)))
        } else {
            for step in steps { Terminal.print(step.text) }
        }
        if steps.contains(where: { $0.refusal != nil }) { throw ExitCode.failure }
    }
    /// The viewer's context, under these limits in place of its own where any are given.
    static func context(of viewer: Principal, limitedTo only: [LimitArgument]) -> SessionContext {
        guard !only.isEmpty else { return viewer.sessionContext }
        return Principal(
            tenant: viewer.tenant, role: viewer.role, subject: viewer.subject, merchants: viewer.merchants, scopes: viewer.scopes,
            limits: RowLimits(Dictionary(only.map { ($0.kind, $0.ids) }, uniquingKeysWith: +))
        ).sessionContext
    }
}
