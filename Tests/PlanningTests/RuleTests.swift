import GraphModel
import Planning
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
        let ofOne = try ShopGraph.statements(query, for: ViewerKind(.partner, merchants: .one))
        #expect(ofOne.allSatisfy { !$0.contains("ANY(") && $0.contains(/"id" = \$\d/) })
    }

    @Test(
        "names the viewer by parameters of types that PostgreSQL need not find out: the statement may not speak of them",
        arguments: [ViewerKind(.merchant), ViewerKind(.merchant, merchants: .one)])
    func unspokenParameters(viewer: ViewerKind) throws {
        let query = "{ items { nodes { name parent { id @include(if: false) } } } }"
        let plan = try ShopGraph.plan(query, for: viewer)
        let facts = plan.statements.flatMap(\.parameters).filter { if case .viewer = $0.source { true } else { false } }
        #expect(!facts.isEmpty && facts.allSatisfy { $0.typeOID != 0 })
    }
}
