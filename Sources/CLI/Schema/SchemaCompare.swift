import ArgumentParser
import Foundation
import GraphModel
import GraphQLLanguage
import GraphQLSchema

struct SchemaCompare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare the graph with one that was printed before: what breaks clients, what may, what does not.",
        discussion: """
            Prints a line for each change, which begins with breaking, dangerous or safe. Ends with status 1 when something breaks.

            EXAMPLES
              souk schema print > before.graphql
              souk migrate up
              souk schema diff before.graphql
              souk schema diff before.graphql after.graphql    # two texts, no database
            """)

    @ArgumentParser.Argument(help: "The SDL of before.")
    var before: String

    @ArgumentParser.Argument(help: "The SDL of after; the database's graph when not said.")
    var after: String?

    @OptionGroup var catalog: CatalogOptions

    func run() async throws {
        let old = try Self.schema(in: before)
        let new = if let after { try Self.schema(in: after) } else { try await catalog.build().schema }
        let changes = SchemaDiff.changes(from: old, to: new)
        for change in changes { Terminal.print("\(change.severity.rawValue): \(change.description)") }
        if changes.contains(where: { $0.severity == .breaking }) { throw ExitCode.failure }
    }

    private static func schema(in path: String) throws -> Schema {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw CommandError("\(path) cannot be read.") }
        do {
            return try SchemaBuilder.build(Parser.parse(text, limits: .trusted)).schema
        } catch {
            throw CommandError("\(path) is no SDL of a schema.")
        }
    }
}
