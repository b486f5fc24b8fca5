import GraphQLExecution
import GraphQLLanguage
import Planning
import Testing

@Suite("Rows that go into the answer as they come")
struct RowwiseTests {
    /// Of each statement, `r` where its rows can, and `-` where they cannot.
    private func statements(_ query: String) throws -> String {
        let plan = try ShopGraph.plan(query)
        guard let rowwise = RowwiseStatements(of: plan) else { return String(repeating: "-", count: plan.statements.count) }
        return String(rowwise.isRowwise.map { $0 ? "r" : "-" })
    }

    @Test(
        "are those of a page whose answer needs nothing before them that comes later",
        arguments: [
            ("{ shops { nodes { id } } }", "r"), ("{ shops { edges { cursor node { name } } pageInfo { endCursor } } }", "r"),
            ("{ shops { totalCount nodes { id } } }", "r"), ("{ shops { nodes { items { nodes { id } } } } }", "r"),
            ("{ shop(id: \"x\") { name items { nodes { id parts { nodes { id } } } } } }", "r"),
            ("{ a: shops { nodes { id } } b: shops(first: 3) { nodes { id } } }", "rr"),
            ("{ shop(id: \"x\") { name } shops { nodes { id } } }", "-r"),
            ("{ __typename shops { __typename nodes { __typename } } }", "r"),
            // What stands before the rows is known after them.
            ("{ shops { pageInfo { hasNextPage } nodes { id } } }", "-"), ("{ shops { pageInfo { endCursor } edges { cursor } } }", "-"),
            // The last row comes first.
            ("{ shops(last: 3) { nodes { id } } }", "-"),
            // Twice the same rows.
            ("{ shops { nodes { id } edges { cursor } } }", "-"), ("{ shops { a: nodes { id } b: nodes { name } } }", "-"),
            ("{ a: shops { nodes { id } } b: shops { nodes { name } } }", "-"),
            // Rows that are no statement's own.
            ("{ shop(id: \"x\") { name items { nodes { id } } } }", "-"), ("{ shop(id: \"x\") { name } }", "-"),
            ("{ shops { totalCount } }", "-"), ("{ shops { pageInfo { hasNextPage } } }", "-"),
        ])
    func rowwise(query: String, expected: String) throws {
        #expect(try statements(query) == expected)
    }

    @Test("A field of the root waits for the last statement that it is read from")
    func waits() throws {
        let plan = try ShopGraph.plan(
            """
            { __typename shop(id: "x") { name } shops { nodes { id } } a: shops(first: 3) { totalCount } b: shops(first: 4) { isCapped }
              nodes(ids: ["x"]) { id } c: shops(last: 2) { pageInfo { hasNextPage } } d: items { __typename } }
            """)
        let rowwise = try #require(RowwiseStatements(of: plan))
        // Nothing is found by the id, and nothing asked of the last.
        #expect(plan.shape.fields.dropFirst().map { rowwise.last[$0.slot] } == [0, 1, 2, 3, -1, 4, -1])
    }
}
