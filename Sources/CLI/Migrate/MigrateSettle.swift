import ArgumentParser
import JSON
import Migrations

struct MigrateSettle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "Say how a migration ended that stopped half way.",
        discussion: """
            Only files without a transaction can stop half way. Look at what such a file left behind. Mend the file, so that it runs on
            what is there, and say --again; say --done only if all that it does is in the database.

            --again also takes back a --done, as long as no later file of the folder ran.

            EXAMPLES
              souk migrate settle graph/0042 --done
              souk migrate settle graph/0042 --again
            """)

    @OptionGroup var options: MigrationOptions

    @Argument(help: "The migration, as `souk migrate status` names it: graph/0042.")
    var migration: String

    @Flag(help: "How it ended.")
    var outcome: Outcome

    enum Outcome: String, EnumerableFlag {
        case done, again
    }

    func validate() throws {
        if Self.id(migration) == nil { throw ValidationError("'\(migration)' does not look like graph/0042.") }
    }

    func run() async throws {
        guard let id = Self.id(migration) else { return }
        try await options.withMigrator { try await $0.settle(id, done: outcome == .done) }
        if options.output.json {
            Terminal.print(.members(["id": .string("\(id)"), "settled": .string(outcome.rawValue)]))
        } else {
            Terminal.print(outcome == .done ? "\(id) is done." : "\(id) will run again.")
        }
    }

    private static func id(_ text: String) -> MigrationID? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let number = Int(parts[1]), number > 0 else { return nil }
        return MigrationID(folder: String(parts[0]), number: number)
    }
}
