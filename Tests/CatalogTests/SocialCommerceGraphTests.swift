import Catalog
import GraphModel
import GraphQLSchema
import Postgres
import Testing

@Suite struct SocialCommerceGraphTests {
    @Test("The shipped database makes its graph, without a warning")
    func builds() async throws {
        let configuration = try await SocialCommerce.make().setting("user", to: "souk_gateway")
        let connection = try await AdminConnection.connect(configuration)
        let snapshot = try await CatalogReader().read(through: connection)
        #expect(snapshot.loginRole == CatalogSnapshot.LoginRole(name: "souk_gateway"))
        let graph = try GraphBuilder.build(snapshot)
        #expect(graph.warnings.map(\.description) == [])
        try expectGolden(SchemaPrinter.print(graph.schema) + "\n", "social_commerce.graphql")
    }

    @Test("A superuser is refused, since it sees every tenant")
    func superuser() async throws {
        let connection = try await AdminConnection.connect(SocialCommerce.make())
        let snapshot = try await CatalogReader().read(through: connection)
        let error = #expect(throws: GraphBuildError.self) { try GraphBuilder.build(snapshot) }
        #expect(error?.problems.contains { $0.code == .roleSuperuser } == true)
    }

    @Test("The role that owns the tables is refused")
    func owner() async throws {
        let connection = try await AdminConnection.connect(SocialCommerce.make().setting("user", to: "souk_migrator"))
        let snapshot = try await CatalogReader().read(through: connection)
        let error = #expect(throws: GraphBuildError.self) { try GraphBuilder.build(snapshot) }
        #expect(error?.problems.contains { $0.code == .roleOwnsTable } == true)
    }
}
