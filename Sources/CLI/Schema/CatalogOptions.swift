import ArgumentParser
import Catalog
import GraphModel
import Postgres

/// Which catalog makes the graph, read as the role that will serve it.
struct CatalogOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var graph: GraphOptionGroup

    /// What the role sees of the catalog.
    func snapshot() async throws -> CatalogSnapshot {
        let reader = CatalogReader(schemas: graph.schemaNames())
        return try await database.withConnection { try await reader.read(through: $0) }
    }

    /// The graph; a catalog that makes none ends the command with every problem on standard error.
    func build() async throws -> Graph {
        do {
            return try GraphBuilder.build(try await snapshot(), try graph.options())
        } catch let error as GraphBuildError {
            for problem in error.problems { Terminal.remark("\(problem.severity.rawValue): \(problem)") }
            throw CommandError("The catalog makes no sound graph: \(error.problems.filter { $0.severity == .error }.count) errors.")
        }
    }
}
