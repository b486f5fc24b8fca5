import ArgumentParser
import JSON
import Migrations

struct MigrateVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that the database is exactly at these files.",
        discussion: """
            Ends with status 0 when every file ran and none was changed since, with 1 otherwise.

            EXAMPLES
              souk migrate verify && souk serve
            """)

    @OptionGroup var options: MigrationOptions

    func run() async throws {
        let statuses = try await options.withMigrator { try await $0.status() }
        let astray = statuses.filter { $0.word != "applied" }
        if options.output.json {
            Terminal.print(.members(["verified": .bool(astray.isEmpty), "astray": .array(astray.map(\.json))]))
        } else if astray.isEmpty {
            Terminal.print("\(statuses.count) migrations, all as recorded.")
        } else {
            for status in astray { Terminal.print(status.problem?.description ?? "\(status.id)_\(status.name) has not run.") }
        }
        if !astray.isEmpty { throw ExitCode.failure }
    }
}
