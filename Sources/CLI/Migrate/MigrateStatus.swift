import ArgumentParser
import JSON
import Migrations

struct MigrateStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how each migration stands.",
        discussion: """
            EXAMPLES
              souk migrate status
              souk migrate status --json
            """)

    @OptionGroup var options: MigrationOptions

    func run() async throws {
        let statuses = try await options.withMigrator { try await $0.status() }
        if options.output.json {
            Terminal.print(.array(statuses.map(\.json)))
        } else {
            var table = TextTable("MIGRATION", "STATE", "FINISHED")
            for status in statuses { table.add("\(status.id)_\(status.name)", status.word, status.finishedAt ?? "") }
            table.print()
            for problem in statuses.compactMap(\.problem) { Terminal.remark(problem.description) }
        }
    }
}

extension MigrationStatus {
    /// For programs.
    var json: JSONValue {
        .members([
            "id": .string("\(id)"), "name": .string(name), "state": .string(word), "finishedAt": .text(finishedAt),
            "problem": .text(problem?.description),
        ])
    }
}
