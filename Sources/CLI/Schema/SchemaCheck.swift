import ArgumentParser
import GraphModel
import GraphQLLanguage
import JSON

struct SchemaCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say whether the catalog makes a sound graph, what it could do better, and what filters and orders may speak of.",
        discussion: """
            Ends with status 1 when there are errors; warnings are printed and pass, unless --strict. Of each column and relation a note says
            whether filters and orders have it, by which index, and which index would open what they have not.

            EXAMPLES
              souk schema check
              souk schema check --quiet
              souk schema check --strict --json
            """)

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Take warnings for errors.")
    var strict = false

    @Flag(help: "Leave the notes out.")
    var quiet = false

    func run() async throws {
        let (problems, all) = try await findings()
        let offers = quiet ? [] : all
        if output.json {
            Terminal.print(.array(problems.map(\.json) + offers.map(\.json)))
        } else {
            for problem in problems { Terminal.print("\(problem.severity.rawValue): \(problem)") }
            for offer in offers { Terminal.print("note: \(offer)") }
        }
        let fatal = problems.filter { strict || $0.severity == .error }
        guard fatal.isEmpty else { throw ExitCode.failure }
        if !output.json { Terminal.remark("The catalog makes a sound graph.") }
    }

    private func findings() async throws -> (problems: [GraphProblem], offers: [InputOffer]) {
        let options = try catalog.graph.options()
        let snapshot = try await catalog.snapshot()
        do throws(GraphBuildError) {
            let graph = try GraphBuilder.build(snapshot, options)
            return (graph.warnings, graph.offers)
        } catch {
            return (error.problems, [])
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

extension InputOffer {
    /// As scripts read it, among the problems.
    var json: JSONValue {
        .members([
            "code": .string("\(use.rawValue.uppercased())_\(isOffered ? "OFFERED" : "NOT_OFFERED")"), "severity": .string("note"),
            "object": .string(object), "message": .string(reason), "remedy": .string(remedy ?? ""), "line": .null, "column": .null,
        ])
    }
}
