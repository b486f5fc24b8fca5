import GraphModel
import Testing

@Suite("A table's rule") struct RuleTests {
    @Test(
        "is in the statement wherever it leads to the table's rows",
        arguments: [
            "{ shops { nodes { name } } }", "{ shop(id: \"x\") { name } }", "{ shops { totalCount } }",
            "{ items { nodes { parent { name } } } }", "{ parts { nodes { parent { parent { name } } } } }",
        ])
    func rules(query: String) throws {
        let statements = try ShopGraph.statements(query, for: ViewerKind(.merchant))
        #expect(statements.allSatisfy { $0.contains("\"id\" = ANY(") })
        #expect(try ShopGraph.statements(query).allSatisfy { !$0.contains("ANY(") })
        let ofOne = try ShopGraph.statements(query, for: ViewerKind(.partner, actsForOneMerchant: true))
        #expect(ofOne.allSatisfy { !$0.contains("ANY(") && $0.contains(/"id" = \$\d/) })
    }
}
