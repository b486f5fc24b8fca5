import Access
import GraphModel
import JSON
import Testing

@Suite("Fields that ask the same under several names")
struct EqualSelectionAnswerTests {
    /// Each of these is asked alone and then all of them together.
    private static let sets: [[String]] = [
        [
            "merchants(first: 4) { nodes { name } }", "merchants(first: 4) { totalCount nodes { id region } }",
            "merchants(first: 4) { edges { cursor node { products(first: 2) { nodes { name } } } } }",
            "merchants(first: 4) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }",
            "merchants(first: 4) { nodes { products(first: 2) { totalCount nodes { price } pageInfo { hasNextPage } } } }",
        ],
        [
            "merchant(id: \"\(TestGateway.globalID("Merchant", 3))\") { name }",
            "merchant(id: \"\(TestGateway.globalID("Merchant", 3))\") { followers(first: 3) { nodes { createdAt } } }",
            "merchant(id: \"\(TestGateway.globalID("Merchant", 3))\") { campaigns(first: 2) { totalCount nodes { title } } }",
            """
            merchant(id: "\(TestGateway.globalID("Merchant", 3))") { followers(first: 3) { totalCount nodes { follower { ... on Buyer {
            nickname followees(first: 2) { nodes { createdAt followee { __typename } } } } } } } }
            """,
        ],
        [
            "buyers(last: 3) { nodes { nickname } }", "buyers(last: 3) { nodes { id groups(first: 2) { nodes { name } } } }",
            "buyers(last: 3) { nodes { groups(first: 2) { totalCount } orders(first: 1) { nodes { id } } } pageInfo { hasPreviousPage } }",
        ],
    ]

    @Test("answer each as if it were asked alone, in either order", arguments: sets.indices)
    func together(index: Int) async throws {
        let gateway = try await PlanTests.demo.value
        let viewer = Principal(tenant: try await gateway.tenant("bazaar"), role: .operator)
        let fields = Self.sets[index]
        var alone: [String?] = []
        for field in fields {
            let answer = try await gateway.answer("{ f: \(field) }", as: viewer)
            #expect(answer.errors.isEmpty)
            alone.append(answer.value(at: "f")?.canonical)
        }
        for order in [Array(fields.indices), fields.indices.reversed()] {
            let query = "{ " + order.map { "f\($0): \(fields[$0])" }.joined(separator: " ") + " }"
            let answer = try await gateway.answer(query, as: viewer)
            #expect(fields.indices.map { answer.value(at: "f\($0)")?.canonical } == alone)
        }
    }

    @Test("hold where page sizes come from variables")
    func variables() async throws {
        let gateway = try await PlanTests.demo.value
        let viewer = Principal(tenant: try await gateway.tenant("bazaar"), role: .operator)
        let query = """
            query Pages($n: Int) { a: merchants(first: $n) { nodes { products(first: $n) { nodes { id } } } }
            b: merchants(first: $n) { nodes { products(first: $n) { pageInfo { hasNextPage } } } pageInfo { hasNextPage } } }
            """
        for size in [0, 1, 3] {
            let answer = try await gateway.answer(query, [JSONMember("n", .number(String(size)))], as: viewer)
            #expect(answer.value(at: "a.nodes")?.items.count == size)
            #expect(answer.value(at: "b.nodes")?.items.count == size)
            #expect(answer.value(at: "a.nodes.0.products.nodes")?.items.count ?? 0 <= size)
            #expect(answer.value(at: "b.pageInfo.hasNextPage") == .bool(true))
        }
    }
}
