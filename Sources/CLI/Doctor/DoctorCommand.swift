import ArgumentParser
import GraphModel
import JSON
import Postgres

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say whether this deployment is safe and sound.",
        discussion: """
            Looks at the server's version, the clocks, the role that serves and what it was granted, row security, keys, indexes and
            what a policy lets them do, functions, and the statement behind every field of the graph. Connect as the role that serves.
            Each finding has a code, its object, why it matters and what to do. Ends with status 1 when something is wrong; advice passes.

            EXAMPLES
              souk doctor
              souk doctor --json
            """)

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let options = try catalog.graph.options()
        if options.tenancy == .column, let remark = try await catalog.database.withConnection(WrongRole.ownersRemark) {
            guard output.json else { throw CommandError(remark) }
            Terminal.print(.array([Finding(.wrong, "ROLE_OWNS_TABLES", on: "role", remark).json]))
            throw ExitCode.failure
        }
        let findings = try await findings(options)
        if output.json {
            Terminal.print(.array(findings.map(\.json)))
        } else {
            for finding in findings { Terminal.print(finding.line) }
        }
        if findings.contains(where: { $0.state == .wrong }) { throw ExitCode.failure }
    }

    private func findings(_ options: GraphOptions) async throws -> [Finding] {
        defer { Terminal.stage("") }
        Terminal.stage("Reading the catalog")
        let snapshot = try await catalog.snapshot()
        Terminal.stage("Examining roles, tables, functions and statements")
        return try await catalog.database.withConnection { connection in
            try await Self.findings(in: snapshot, options, connection).findings
        }
    }

    /// Everything that was looked at, and the graph that the catalog makes, if it does.
    static func findings(
        in snapshot: CatalogSnapshot, _ options: GraphOptions, _ connection: AdminConnection
    ) async throws(PostgresError) -> (findings: [Finding], graph: Graph?) {
        let (findings, graph) = try await catalogFindings(in: snapshot, options, connection)
        guard options.tenancy == .column, let graph else { return (findings, graph) }
        let tenantTables = try await StatementCheck.tenantTables(connection, tenantColumn: options.tenantColumn)
        return (findings + StatementCheck(graph: graph, tenantTables: tenantTables).findings(), graph)
    }

    /// What the catalog tells by itself, and the graph. Where there is one tenant, there is nobody to keep apart.
    static func catalogFindings(
        in snapshot: CatalogSnapshot, _ options: GraphOptions, _ connection: AdminConnection
    ) async throws(PostgresError) -> (findings: [Finding], graph: Graph?) {
        var (findings, graph) = Examination(options: options).findings(
            in: snapshot, clockOffset: try await ClockOffset.measure(connection))
        guard options.tenancy == .column else { return (findings, graph) }
        for check in CatalogCheck.all { findings += try await check.findings(connection, tenantColumn: options.tenantColumn) }
        return (findings, graph)
    }
}
