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

    @Test("Whose rows hang on the subject, as the policies say it")
    func personal() async throws {
        let connection = try await AdminConnection.connect(SocialCommerce.make().setting("user", to: "souk_gateway"))
        let snapshot = try await CatalogReader().read(through: connection)
        let ruled = snapshot.relations.filter { $0.rule != nil }
        func names(_ roles: [Role]) -> Set<String> { Set(ruled.filter { $0.rule?.personalFor == roles }.map(\.name)) }
        #expect(names(Role.allCases) == [])
        #expect(
            names([.buyer]) == ["buyer_contact", "campaign_sale", "campaign_visit", "order", "order_item", "order_refund", "post"])
        #expect(names([]).isSuperset(of: ["merchant", "product", "campaign", "campaign_participant", "group", "follow", "buyer"]))
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
