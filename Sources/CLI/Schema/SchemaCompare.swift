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
            Ends with status 1 when something breaks.

            EXAMPLES
              souk schema print > before.graphql
              souk migrate up
              souk schema diff before.graphql
            """)

    @ArgumentParser.Argument(help: "The SDL of before.")
    var before: String

    @OptionGroup var catalog: CatalogOptions

    func run() async throws {
        guard let text = try? String(contentsOfFile: before, encoding: .utf8) else { throw CommandError("\(before) cannot be read.") }
        let old: Schema
        do {
            old = try SchemaBuilder.build(Parser.parse(text, limits: .trusted)).schema
        } catch {
            throw CommandError("\(before) is no SDL of a schema.")
        }
        let changes = SchemaDiff.changes(from: old, to: try await catalog.build().schema)
        for change in changes { Terminal.print("\(change.severity.rawValue.lowercased()): \(change.description)") }
        if changes.contains(where: { $0.severity == .breaking }) { throw ExitCode.failure }
    }
}
