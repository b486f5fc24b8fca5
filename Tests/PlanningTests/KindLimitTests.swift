import GraphModel
import Testing

@Suite("What a token is limited to") struct KindLimitTests {
    @Test(
        "is in the statement wherever it leads to such rows, and in no other token's",
        arguments: [
            "{ items { nodes { name } } }", "{ item(id: \"x\") { name } }", "{ items { totalCount } }",
            "{ shops { nodes { items { nodes { name } } } } }",
            "{ parts { nodes { parent { name } } } }",
        ])
    func limits(query: String) throws {
        let limited = try ShopGraph.statements(query, for: ViewerKind(.operator, limitedKinds: ["item"]))
        // Of a page, each of the ids may be a page of its own, merged to this one.
        #expect(limited.contains { $0.contains("\"id\" = ANY(") || $0.contains("unnest($") })
        #expect(try ShopGraph.statements(query).allSatisfy { !$0.contains("ANY(") && !$0.contains("unnest($") })
        #expect(
            try ShopGraph.statements(query, for: ViewerKind(.operator, limitedKinds: ["other"])).allSatisfy {
                !$0.contains("ANY(") && !$0.contains("unnest($")
            })
    }

    @Test("leaves rows that belong to nothing of the kind")
    func unrelated() throws {
        let statement = try ShopGraph.statements("{ shops { nodes { name } } }", for: ViewerKind(.operator, limitedKinds: ["item"]))
        #expect(statement.allSatisfy { !$0.contains("ANY(") })
    }
}
