import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import Planning
import PostgresTypes
import Testing

@Suite("A kept counter") struct CounterTests {
    /// Shops with items, whose number each shop keeps; `rule` says who sees which items.
    private static func statement(
        _ query: String, for viewer: Role, rule: CatalogSnapshot.Rule?, comment: String? = nil,
        policies: [String] = ["steward", "reading"], limitedTo kinds: Set<String> = []
    ) throws -> String {
        let int8 = CatalogSnapshot.TypeEntry(oid: TypeOID.int8, name: "int8")
        let id = CatalogSnapshot.Column(number: 1, name: "id", typeOID: TypeOID.int8, sqlType: "bigint", isNotNull: true)
        var shop = CatalogSnapshot.Relation(
            oid: 1, name: "shop", columns: [id], primaryKey: CatalogSnapshot.Key(name: "shop_pkey", columns: [1]))
        shop.columns.append(CatalogSnapshot.Column(number: 2, name: "n", typeOID: TypeOID.int8, sqlType: "bigint", isNotNull: true))
        let parent = CatalogSnapshot.Column(number: 2, name: "shop_id", typeOID: TypeOID.int8, sqlType: "bigint", isNotNull: true)
        let item = CatalogSnapshot.Relation(
            oid: 2, name: "item", hasRowSecurity: true, comment: comment, columns: [id, parent],
            primaryKey: CatalogSnapshot.Key(name: "item_pkey", columns: [1]),
            foreignKeys: [
                CatalogSnapshot.ForeignKey(
                    name: "item_shop", columns: [2], targetOID: 1, targetColumns: [1], comment: "@counter(column: \"n\")")
            ],
            policies: policies.map { CatalogSnapshot.Policy(name: $0, command: "SELECT") }, rule: rule,
            rowLimits: [CatalogSnapshot.RowLimit(kind: "item", column: "id")])
        let snapshot = CatalogSnapshot(
            serverVersion: 150_000, loginRole: CatalogSnapshot.LoginRole(name: "reader"), relations: [shop, item], types: [int8])
        let graph = try GraphBuilder.build(snapshot, GraphOptions(tenancy: .none, exposeAll: true))
        let document = try Validator.check(try Parser.parse(query), schema: graph.schema)
        let plan = try Planner.plan(
            try document.operation(named: nil), in: graph, for: ViewerKind(viewer, limitedKinds: kinds), variables: Variables())
        return SQLRenderer(graph: graph).text(of: plan.statements[0])
    }

    private static func rule(_ audience: RowRule.Audience, scope: String? = nil) -> CatalogSnapshot.Rule {
        CatalogSnapshot.Rule(audience: audience, scope: scope)
    }

    private static let query = "{ shops { nodes { items { totalCount isCapped } } } }"

    @Test(
        "is told to those who see every row that it counts, and to nobody else",
        arguments: zip(
            [RowRule.Audience.everybody, .members, .nobody],
            [Role.allCases, [.buyer, .merchant, .partner, .operator], [.operator]]))
    func audiences(audience: RowRule.Audience, roles: [Role]) throws {
        for role in Role.allCases {
            let statement = try Self.statement(Self.query, for: role, rule: Self.rule(audience))
            #expect(statement.contains("count(*)") == !roles.contains(role), "\(role)")
            #expect(statement.contains("\"n\"") == roles.contains(role), "\(role)")
        }
    }

    @Test("is not told where a filter is given, though it be empty")
    func filters() throws {
        for filter in ["{}", "{databaseId: {gt: \"1\"}}"] {
            let query = "{ shops { nodes { items(filter: \(filter)) { totalCount } } } }"
            #expect(try Self.statement(query, for: .operator, rule: Self.rule(.everybody)).contains("count(*)"))
        }
        #expect(!(try Self.statement(Self.query, for: .operator, rule: Self.rule(.everybody)).contains("count(*)")))
    }

    @Test("is not told where the rule asks for a scope that the graph does not ask for")
    func scopes() throws {
        let rule = Self.rule(.members, scope: "items:read")
        #expect(try Self.statement(Self.query, for: .partner, rule: rule).contains("count(*)"))
        #expect(try Self.statement(Self.query, for: .partner, rule: rule, comment: "@scope(read: \"other:read\")").contains("count(*)"))
        #expect(!(try Self.statement(Self.query, for: .partner, rule: rule, comment: "@scope(read: \"items:read\")").contains("count(*)")))
    }

    @Test("is not told where policies stand beside the rule, or no rule is declared")
    func unknownRules() throws {
        let policies = ["steward", "reading", "not_on_sundays"]
        #expect(try Self.statement(Self.query, for: .operator, rule: Self.rule(.everybody), policies: policies).contains("count(*)"))
        #expect(try Self.statement(Self.query, for: .operator, rule: nil).contains("count(*)"))
    }

    @Test("is not told to a token that is limited to some of the rows")
    func limits() throws {
        let rule = Self.rule(.everybody)
        #expect(try Self.statement(Self.query, for: .partner, rule: rule, limitedTo: ["item"]).contains("count(*)"))
        #expect(!(try Self.statement(Self.query, for: .partner, rule: rule, limitedTo: ["campaign"]).contains("count(*)")))
    }
}
