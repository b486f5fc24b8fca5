import ArgumentParser
import Gateway
import GraphModel
import GraphQLLanguage
import JSON

struct SchemaCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say whether the catalog makes a sound graph, what it could do better, and what filters and orders may speak of.",
        discussion: """
            Ends with status 1 when there are errors; warnings are printed and pass, unless --strict. Of each column and relation a note says
            whether filters and orders have it, by which index, and which index would open what they have not. With --documents, registered
            documents that nobody can run under this graph are errors too.

            EXAMPLES
              souk schema check
              souk schema check --quiet
              souk schema check --strict --json
              souk schema check --quiet --documents web.json,app.json
            """)

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Take warnings for errors.")
    var strict = false

    @Flag(help: "Leave the notes out.")
    var quiet = false

    @Option(
        help: ArgumentHelp(
            "Manifests of registered documents that are to be valid, Apollo's or Relay's, with commas. (SOUK_DOCUMENTS)",
            valueName: "paths"))
    var documents: String?

    func run() async throws {
        let manifest = try DocumentManifest(files: documents ?? Environment.value("SOUK_DOCUMENTS"))
        let findings = try await findings(manifest)
        let offers = quiet ? [] : findings.offers
        if output.json {
            Terminal.print(.array(findings.problems.map(\.json) + findings.documents.map(\.json) + offers.map(\.json)))
        } else {
            for problem in findings.problems { Terminal.print("\(problem.severity.rawValue): \(problem)") }
            for fault in findings.documents { Terminal.print("error: \(fault)") }
            for offer in offers { Terminal.print("note: \(offer)") }
        }
        let fatal = findings.problems.filter { strict || $0.severity == .error }
        guard fatal.isEmpty, findings.documents.isEmpty else { throw ExitCode.failure }
        guard !output.json else { return }
        let remark = manifest.isEmpty ? "" : " Of \(manifest.ids.count) documents all are valid."
        Terminal.remark("The catalog makes a sound graph.\(remark)")
    }

    private func findings(
        _ manifest: DocumentManifest
    ) async throws -> (problems: [GraphProblem], documents: [DocumentFault], offers: [InputOffer]) {
        let options = try catalog.graph.options()
        let snapshot = try await catalog.snapshot()
        let graph: Graph
        do throws(GraphBuildError) {
            graph = try GraphBuilder.build(snapshot, options)
        } catch {
            return (error.problems, [], [])
        }
        return (graph.warnings, await DocumentFault.all(in: manifest, under: graph), graph.offers)
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
