import ArgumentParser
import GraphModel
import JSON

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say whether this deployment is safe and sound.",
        discussion: """
            Looks at the server's version, the clocks, the role that serves, row security, keys, indexes and what a policy lets them do.
            Connect as the role that serves. Ends with status 1 when something is wrong; advice passes.

            EXAMPLES
              souk doctor
              souk doctor --json
            """)

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let examination = Examination(options: try catalog.graph.options())
        let (clockOffset, functions) = try await catalog.database.withConnection { connection in
            (try await ClockOffset.measure(connection), try await DefinerFunctions.findings(connection))
        }
        let isShared = examination.options.tenancy == .column
        let findings = examination.findings(in: try await catalog.snapshot(), clockOffset: clockOffset) + (isShared ? functions : [])
        if output.json {
            Terminal.print(.array(findings.map(\.json)))
        } else {
            for finding in findings { Terminal.print(finding.line) }
        }
        if findings.contains(where: { $0.state == .wrong }) { throw ExitCode.failure }
    }
}
