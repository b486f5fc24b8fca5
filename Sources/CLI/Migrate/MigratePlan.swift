import ArgumentParser
import JSON
import Migrations

struct MigratePlan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what `up` would run, and change nothing.",
        discussion: """
            EXAMPLES
              souk migrate plan
              souk migrate plan --json
            """)

    @OptionGroup var options: MigrationOptions

    func run() async throws {
        let pending = try await options.withMigrator { try await $0.plan() }.pending
        if options.output.json {
            Terminal.print(
                .array(
                    pending.map { file in
                        .members([
                            "id": .string("\(file.id)"), "name": .string(file.name), "path": .string(file.path),
                            "transaction": .bool(file.runsInTransaction),
                        ])
                    }))
        } else if pending.isEmpty {
            Terminal.print("Nothing to do: the database is up to date.")
        } else {
            for file in pending { Terminal.print(file.path + (file.runsInTransaction ? "" : "  (without a transaction)")) }
        }
    }
}
