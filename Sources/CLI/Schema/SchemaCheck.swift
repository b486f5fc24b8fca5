import ArgumentParser
import GraphModel
import GraphQLLanguage
import JSON

struct SchemaCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say whether the catalog makes a sound graph, and what it could do better.",
        discussion: """
            Ends with status 1 when there are errors; warnings are printed and pass, unless --strict.

            EXAMPLES
              souk schema check
              souk schema check --strict --json
            """)

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Take warnings for errors.")
    var strict = false

    func run() async throws {
        let problems = try await problems()
        if output.json {
            Terminal.print(.array(problems.map(\.json)))
        } else {
            for problem in problems { Terminal.print("\(problem.severity.rawValue): \(problem)") }
        }
        let fatal = problems.filter { strict || $0.severity == .error }
        guard fatal.isEmpty else { throw ExitCode.failure }
        if !output.json { Terminal.remark("The catalog makes a sound graph.") }
    }

    private func problems() async throws -> [GraphProblem] {
        let options = try catalog.graph.options()
        let snapshot = try await catalog.snapshot()
        do throws(GraphBuildError) {
            return try GraphBuilder.build(snapshot, options).warnings
        } catch {
            return error.problems
        }
    }
}

extension GraphProblem {
    /// As scripts read it.
    var json: JSONValue {
        .members([
            "code": .string(code.rawValue), "severity": .string(severity.rawValue), "object": .string(object), "message": .string(message),
            "remedy": .string(remedy), "line": location.map { .integer($0.line) } ?? .null,
            "column": location.map { .integer($0.column) } ?? .null,
        ])
    }
}
