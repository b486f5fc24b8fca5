import ArgumentParser
import Foundation

/// `souk graphql`: the engine without a database, for conformance tests and tools.
struct GraphQLCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graphql",
        abstract: "Answer requests to the GraphQL engine itself, one JSON object per line.",
        discussion: """
            Each line on standard input is a request, each line on standard output its answer, in order. \
            Operations: parse, stripIgnored, separateOperations, buildSchema, validateSchema, validate, execute, breakingChanges, coordinate. \
            `execute` runs over the JSON in `data` and goes the way of every other query. Ends with its input.
            """)

    func run() throws {
        var engine = GraphQLEngine()
        while let line = readLine() {
            if line.allSatisfy(\.isWhitespace) { continue }
            try FileHandle.standardOutput.write(contentsOf: engine.answer(line))
        }
    }
}
