import ArgumentParser
import JSON
import Migrations

struct MigrateNew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin the next numbered file.",
        discussion: """
            Prints the path of a file that says how it is tried and run; write the SQL below. Needs no database. A name that the folder has
            already is refused.

            EXAMPLES
              souk migrate new add_reviews
              souk migrate new index_reviews --folder sql/ours
            """)

    @OptionGroup var output: OutputOptions

    @Argument(help: "What the file does, in letters, digits, _ and -: add_reviews.")
    var name: String

    @Option(help: ArgumentHelp("The folder.", valueName: "path"))
    var folder = "sql/graph"

    func run() async throws {
        let draft = try MigrationDraft(named: name, in: folder)
        try draft.write()
        if output.json { Terminal.print(.members(["path": .string(draft.path)])) } else { Terminal.print(draft.path) }
    }
}
