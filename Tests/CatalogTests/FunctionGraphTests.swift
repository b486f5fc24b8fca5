import GraphModel
import GraphQLSchema
import Testing

@Suite("Functions in the graph") struct FunctionGraphTests {
    private static let ground = """
        CREATE FUNCTION app.shop_label(tenant_id bigint, id bigint, separator text, "upTo" int DEFAULT 3) RETURNS text LANGUAGE sql STABLE
          AS 'SELECT NULL';
        COMMENT ON FUNCTION app.shop_label IS
          'What it is. @graph(on: "shop") @scope(read: "shops:read") @deprecated(reason: "Old.") @argument(parameter: "separator", as: "between", description: "Told.")';
        CREATE FUNCTION app.everything() RETURNS SETOF app.shop LANGUAGE sql STABLE AS 'SELECT * FROM app.shop';
        COMMENT ON FUNCTION app.everything IS '@graph @visible(to: [OPERATOR])';
        CREATE FUNCTION app.first_shop(tenant bigint) RETURNS app.shop LANGUAGE sql STABLE AS 'SELECT NULL::app.shop';
        COMMENT ON FUNCTION app.first_shop IS '@graph @name(as: "theFirst")';
        CREATE FUNCTION app.ranked(text text, max_rows int, after_rank int, after_id bigint) RETURNS TABLE (shop_id bigint, rank int)
          LANGUAGE sql STABLE AS 'SELECT 1::bigint, 1';
        COMMENT ON FUNCTION app.ranked IS
          '@graph(field: "search") @rows(of: "shop", key: ["shop_id"], order: ["rank DESC"], limit: "max_rows", after: ["after_rank", "after_id"])
          @result(column: "rank", as: "score", description: "How well it fits.")';
        CREATE FUNCTION app.left_out() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
        COMMENT ON FUNCTION app.left_out IS 'Mentions nothing.';
        CREATE FUNCTION app.hidden() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
        COMMENT ON FUNCTION app.hidden IS '@graph @hidden';
        """

    private static let graph = Task { try GraphBuilder.build(try await CaseDatabase.snapshot(ground)) }

    private func field(_ name: String, on type: String) async throws -> FieldDefinition? {
        try await Self.graph.value.schema.type(named: type)?.fields?[name]
    }

    @Test("Arguments are the parameters that nothing else fills, required where they have no default")
    func arguments() async throws {
        let label = try #require(try await field("label", on: "Shop"))
        #expect(label.arguments.map { "\($0.name): \($0.type)" } == ["between: String!", "upTo: Int"])
        #expect(label.arguments["between"]?.description == "Told.")
        #expect(label.type.description == "String")
        #expect(label.description == "What it is.")
        #expect(label.deprecationReason == "Old.")
        #expect(try await field("theFirst", on: "Query")?.arguments.isEmpty == true)
    }

    @Test("A set of a table's rows is the table's own connection")
    func rows() async throws {
        let everything = try #require(try await field("everything", on: "Query"))
        let shops = try #require(try await field("shops", on: "Query"))
        #expect(everything.type == shops.type)
        #expect(everything.arguments.map(\.name) == shops.arguments.map(\.name))
    }

    @Test("A keyed set has a connection of its own, with the function's columns on its edges")
    func keyedSet() async throws {
        let search = try #require(try await field("search", on: "Query"))
        #expect(search.type.description == "SearchConnection!")
        #expect(search.arguments.map { "\($0.name): \($0.type)" } == ["text: String!", "first: Int", "after: String"])
        #expect(try await field("nodes", on: "SearchConnection")?.type.description == "[Shop!]!")
        #expect(try await field("score", on: "SearchEdge")?.type.description == "Int")
        #expect(try await field("score", on: "SearchEdge")?.description == "How well it fits.")
        #expect(try await field("shopId", on: "SearchEdge") == nil)
        #expect(try await field("totalCount", on: "SearchConnection") == nil)
    }

    @Test("What does not ask to be in the graph, or asks to be hidden, is not")
    func leftOut() async throws {
        for name in ["leftOut", "hidden"] { #expect(try await field(name, on: "Query") == nil) }
    }

    @Test("Guards of functions hold for their fields, those of a table for the keyed sets of it")
    func guards() async throws {
        let graph = try await Self.graph.value
        #expect(graph.guardOfField("label", on: "Shop") == Guard(readScope: "shops:read"))
        #expect(graph.guardOfField("everything", on: "Query") == Guard(roles: [.operator]))
        let guarded = try GraphBuilder.build(
            try await CaseDatabase.snapshot(Self.ground + "; COMMENT ON TABLE app.shop IS '@graph @visible(to: [BUYER])'"))
        for type in ["SearchConnection", "SearchEdge"] { #expect(guarded.guardOfType(type) == Guard(roles: [.buyer]), "\(type)") }
    }

    @Test("The fields of two types that are called alike have types of their own")
    func names() async throws {
        let graph = try GraphBuilder.build(
            try await CaseDatabase.snapshot(
                """
                CREATE TABLE app.person (tenant_id bigint NOT NULL, id bigint NOT NULL, PRIMARY KEY (tenant_id, id));
                SELECT app.guard('app.person'); COMMENT ON TABLE app.person IS '@graph';
                CREATE FUNCTION app.a(id bigint) RETURNS TABLE (shop_id bigint) LANGUAGE sql STABLE AS 'SELECT 1::bigint';
                COMMENT ON FUNCTION app.a IS '@graph(on: "shop", field: "friends") @rows(of: "shop", key: ["shop_id"])';
                CREATE FUNCTION app.b(id bigint) RETURNS TABLE (shop_id bigint) LANGUAGE sql STABLE AS 'SELECT 1::bigint';
                COMMENT ON FUNCTION app.b IS '@graph(on: "person", field: "friends") @rows(of: "shop", key: ["shop_id"])'
                """))
        #expect(graph.schema.type(named: "Shop")?.fields?["friends"]?.type.description == "ShopFriendsConnection!")
        #expect(graph.schema.type(named: "Person")?.fields?["friends"]?.type.description == "PersonFriendsConnection!")
    }

    @Test("Another body, comment or right is another catalog")
    func changes() async throws {
        let configuration = try await CaseDatabase.make(Self.ground)
        let first = try await CaseDatabase.snapshot(of: configuration)
        try await CaseDatabase.run("REVOKE EXECUTE ON FUNCTION app.first_shop FROM PUBLIC", on: configuration)
        let second = try await CaseDatabase.snapshot(of: configuration)
        #expect(first.digest != second.digest)
        #expect(second.functions.first { $0.name == "first_shop" }?.isExecutable == false)
    }

    @Test("Without tenants, a parameter called like a tenant is an argument")
    func withoutTenants() async throws {
        let graph = try GraphBuilder.build(
            try await CaseDatabase.snapshot(
                """
                CREATE FUNCTION app.first_shop(tenant bigint) RETURNS app.shop LANGUAGE sql STABLE AS 'SELECT NULL::app.shop';
                COMMENT ON FUNCTION app.first_shop IS '@graph'
                """), GraphOptions(tenancy: .none))
        #expect(graph.schema.type(named: "Query")?.fields?["firstShop"]?.arguments.map(\.name) == ["tenant"])
    }
}
