import Catalog
import GraphModel
import GraphQLSchema
import Postgres
import TestDatabase
import Testing

@Suite struct SampleGraphTests {
    @Test(
        "A sample database makes a graph that reads as if a person had written it",
        arguments: ["chinook_snake", "chinook_mixedcase", "northwind"])
    func builds(name: String) async throws {
        guard let folder = SampleDatabases.folder else {
            print("skipped: ../shared/data/sampledb is absent")
            return
        }
        let connection = try await AdminConnection.connect(SampleDatabases.make(name, in: folder))
        let snapshot = try await CatalogReader().read(through: connection)
        let graph = try GraphBuilder.build(snapshot, GraphOptions(tenancy: .none, exposeAll: true))
        try expectGolden(SchemaPrinter.print(graph.schema) + "\n", "\(name).graphql")
    }
}
