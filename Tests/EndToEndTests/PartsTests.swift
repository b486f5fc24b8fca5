import Access
import Execution
import GraphModel
import GraphQLLanguage
import JSON
import NIOCore
import Postgres
import Synchronization
import TestDatabase
import Testing

/// Answers that leave while their rows still come.
@Suite("Answers in parts", .serialized)
struct PartsTests {
    /// Everything leaves as soon as it is made.
    private static let eager = StreamingSettings(rowsBeyond: 0, firstPart: 1, furtherPart: 1)
    private static let gateway = Task {
        try await TestGateway(MarketDatabase.demo(in: .shared()), streaming: eager)
    }

    private static func viewers(_ gateway: TestGateway) async throws -> [Principal] {
        let bazaar = try await gateway.tenant("bazaar")
        return [
            Principal(tenant: bazaar, role: .operator, subject: "1"), Principal(tenant: bazaar, role: .buyer, subject: "2"),
            Principal(tenant: bazaar, role: .merchant, subject: "1", merchants: [1]),
            Principal(tenant: bazaar, role: .partner, subject: "1", merchants: [1], scopes: TenantTests.allScopes),
            .visitor(of: bazaar),
        ]
    }

    @Test("are byte by byte what they are at once, whoever asks for everything there is")
    func everything() async throws {
        let gateway = try await Self.gateway.value
        var inParts = 0
        for viewer in try await Self.viewers(gateway) {
            for (field, query) in SchemaWalk(schema: try gateway.schema(for: viewer), rows: 40).queries() {
                let request = GraphQLRequest(query: Source(query))
                let whole = await gateway.whole(request, as: viewer)
                let parts = await gateway.parts(of: request, as: viewer)
                #expect(parts.text == whole, "\(viewer.role) \(field)")
                if parts.parts.count > 5 { inParts += 1 }
            }
        }
        #expect(inParts > 30)
    }

    @Test("are each viewer's own, whoever asks for the same at the same time: another tenant, role, subject, shops or scopes")
    func viewers() async throws {
        let gateway = try await Self.gateway.value
        let viewers = try await gateway.differingViewers()
        let orders = GraphQLRequest(query: Source("{ orders(first: 50) { nodes { id buyer { id nickname } } } }"))
        var alone: [String] = []
        for viewer in viewers { alone.append(await gateway.whole(orders, as: viewer)) }
        #expect(Set(alone).count > 5)
        for _ in 0..<10 {
            let answers = await withTaskGroup(of: (Int, AnswerParts).self) { tasks in
                for index in viewers.indices { tasks.addTask { (index, await gateway.parts(of: orders, as: viewers[index])) } }
                return await tasks.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            for index in viewers.indices { #expect(answers[index]?.text == alone[index], "\(viewers[index])") }
        }
    }

    /// What stands where in the answer decides what can leave when.
    private static let shapes = [
        "{ merchants(first: 30) { nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
        "{ merchants(first: 30) { pageInfo { hasNextPage endCursor } nodes { name } } }",
        "{ merchants(first: 30) { totalCount edges { cursor node { id name } } pageInfo { endCursor } } }",
        "{ merchants(first: 30) { edges { cursor } nodes { name } } }",
        "{ merchants(first: 30) { a: nodes { name } b: nodes { id } } }",
        "{ merchants(last: 30) { nodes { name } pageInfo { hasPreviousPage } } }",
        "{ merchants(first: 0) { nodes { name } pageInfo { hasNextPage endCursor } } }",
        "{ merchants(first: 1) { nodes { name } pageInfo { hasNextPage startCursor endCursor } } }",
        "{ merchants(first: 2) { nodes { name } pageInfo { hasNextPage startCursor endCursor } } }",
        #"{ merchants(first: 5, filter: {name: {eq: "nobody"}}) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } }"#,
        "{ a: merchants(first: 20) { nodes { name } } b: merchants(first: 20) { nodes { id } } }",
        "{ a: merchants(first: 20) { nodes { name } } b: merchants(first: 21) { nodes { id } } buyers(first: 1) { nodes { id } } }",
        "{ __typename a: merchants(first: 20) { __typename nodes { __typename name } } __schema { queryType { name } } }",
        "{ merchant(id: $merchant) { name campaigns(first: 20) { nodes { id tiers(first: 3) { nodes { id } } } } } }",
        """
        { merchant(id: $merchant) {
            name campaigns(first: 20) { nodes { id tiers(first: 3) { nodes { id } } } } products(first: 3) { nodes { id } } } }
        """,
        "{ merchant(id: $nobody) { name campaigns(first: 20) { nodes { id tiers(first: 3) { nodes { id } } } } } }",
        "{ node(id: $merchant) { id ... on Merchant { campaigns(first: 20) { nodes { id tiers(first: 3) { nodes { id } } } } } } }",
        "{ node(id: $nobody) { id ... on Merchant { campaigns(first: 20) { nodes { id tiers(first: 3) { nodes { id } } } } } } }",
        "{ nodes(ids: [$merchant, $nobody]) { id } merchants(first: 20) { nodes { name } } }",
        "{ merchants(first: 20) { nodes { name } } nodes(ids: [$merchant, $nobody]) { id } merchant(id: $merchant) { name } }",
        "{ merchants(first: $size) { nodes { name } } }",
        "{ merchants(first: 20) { nodes { name } } buyers { totalCount } products { isCapped totalCount } }",
        "{ a: merchants { totalCount } b: buyers { totalCount } products(first: 20) { nodes { name } } groups { totalCount } }",
    ]

    @Test("are byte by byte what they are at once, whatever is asked for where", arguments: shapes)
    func same(shape: String) async throws {
        let gateway = try await Self.gateway.value
        let viewer = Principal(tenant: try await gateway.tenant("bazaar"), role: .operator, subject: "1")
        let values: [(name: String, type: String, value: JSONValue)] = [
            ("merchant", "ID!", .string(TestGateway.globalID("Merchant", 1))),
            ("nobody", "ID!", .string(TestGateway.globalID("Merchant", 1_000_000))), ("size", "Int!", .number("-1")),
        ].filter { shape.contains("$\($0.0)") }
        let declared = values.map { "$\($0.name): \($0.type)" }.joined(separator: ", ")
        let request = GraphQLRequest(
            query: Source(declared.isEmpty ? shape : "query (\(declared)) \(shape)"),
            variables: values.map { JSONMember($0.name, $0.value) })
        let whole = await gateway.whole(request, as: viewer)
        let parts = await gateway.parts(of: request, as: viewer)
        #expect(parts.text == whole)
        #expect(!whole.contains("VALIDATION"), "\(whole)")
    }

    /// Fields of the root, of all the ways in which one is read.
    private static let fields = [
        "merchants(first: 12) { nodes { name } }",
        "merchants(first: 12) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }",
        "merchants(first: 12) { pageInfo { hasNextPage } nodes { name } }", "merchants(last: 3) { nodes { name } }",
        "buyers(first: 9) { totalCount nodes { nickname } }", "buyers { totalCount isCapped }", "products { totalCount }",
        "products(first: 9) { nodes { name merchant { name } } aggregate { count } }", "products { aggregate { count } }",
        "searchProducts(text: \"a\", first: 4) { nodes { name } }", "searchMerchants(text: \"a\", first: 4) { edges { node { name } } }",
        "merchant(id: $merchant) { name }", "merchant(id: $nobody) { name }",
        "merchant(id: $merchant) { name campaigns(first: 9) { nodes { id tiers(first: 2) { nodes { id } } } } }",
        "node(id: $merchant) { id }", "nodes(ids: [$merchant, $nobody]) { id }", "__typename", "groups { __typename }",
    ]

    @Test("are byte by byte what they are at once, in whatever order fields of all kinds stand", arguments: 0..<150)
    func combined(seed: Int) async throws {
        let gateway = try await Self.gateway.value
        let viewer = Principal(tenant: try await gateway.tenant("bazaar"), role: .operator, subject: "1")
        var state = UInt64(seed)
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let chosen = (0..<2 + next(4)).map { "f\($0): \(Self.fields[next(Self.fields.count)])" }.joined(separator: " ")
        let request = GraphQLRequest(
            query: Source("query ($merchant: ID!, $nobody: ID!) { \(chosen) x: node(id: $merchant) { id } y: node(id: $nobody) { id } }"),
            variables: [("merchant", 1), ("nobody", 1_000_000)].map { JSONMember($0, .string(TestGateway.globalID("Merchant", $1))) })
        let whole = await gateway.whole(request, as: viewer)
        let parts = await gateway.parts(of: request, as: viewer)
        #expect(parts.text == whole, "\(chosen)")
        #expect(!whole.contains("VALIDATION"), "\(whole)")
    }
}
