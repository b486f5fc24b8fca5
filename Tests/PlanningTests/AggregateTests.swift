import GraphModel
import GraphQLExecution
import GraphQLLanguage
import Planning
import Testing

@Suite("An aggregate") struct AggregateTests {
    @Test("is part of the one statement of its root field, at every depth")
    func oneStatement() throws {
        let figures = "totalCount isCapped aggregate { count isCapped } groupedAggregates(groupBy: [PARENT_ID]) { keys { parentId } count }"
        let query = "{ items { \(figures) nodes { id parts { \(figures) nodes { id } } } } }"
        let statements = try ShopGraph.statements(query)
        #expect(statements.count == 1)
        #expect(statements[0].ranges(of: "LIMIT 100001").count == 4)
        #expect(statements[0].ranges(of: "LIMIT 10001").count == 2)
    }

    @Test("reads rows once for all of its fields")
    func oneScan() throws {
        let statement = try ShopGraph.statements("{ items { aggregate { count more: count isCapped } } }")[0]
        #expect(statement.ranges(of: "count(*)").count == 1)
    }

    @Test("keeps to the table's rule, whoever asks")
    func rules() throws {
        let query = "{ shops { aggregate { count } groupedAggregates(groupBy: [NAME]) { count } } }"
        #expect(try ShopGraph.statements(query, for: ViewerKind(.merchant))[0].ranges(of: "\"id\" = ANY(").count == 2)
        #expect(try ShopGraph.statements(query, for: ViewerKind(.anonymous))[0].ranges(of: "WHERE false").count == 2)
    }

    @Test("is paid for by what it may read, once for a page and not for each of its rows")
    func costs() throws {
        func cost(_ query: String) throws -> Int {
            try Cost.sum(try ShopGraph.plan(query).costs, for: Variables(), in: Source(query)).total
        }
        #expect(try cost("{ items(first: 10) { totalCount isCapped nodes { id } } }") == 10 + 100)
        #expect(try cost("{ items(first: 10) { aggregate { count } nodes { id } } }") == 10 + 1000)
        #expect(try cost("{ items { groupedAggregates(groupBy: [NAME], first: 7) { keys { name } } } }") == 1 + 1000 + 7)
        let nested =
            "{ items { groupedAggregates(groupBy: [PARENT_ID], first: 7) { keys { parent { items(first: 3) { nodes { id } } } } } } }"
        #expect(try cost(nested) == 1 + 1000 + 7 * (1 + 3))
        #expect(try cost("{ shops(first: 10) { nodes { items { aggregate { count } } } } }") == 10 * (1 + 1 + 1000))
    }

    @Test("groups by something")
    func emptyGroups() throws {
        let error = #expect(throws: GraphQLError.self) { try ShopGraph.plan("{ items { groupedAggregates(groupBy: []) { count } } }") }
        #expect(error?.code == .badVariable)
    }
}
