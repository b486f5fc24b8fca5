import GraphModel
import GraphQLExecution
import GraphQLSchema
import Planning
import Testing

@Suite("What the server plans once for all values") struct PlannedOnceTests {
    @Test(
        "is what is found by keys, page by page, however deep",
        arguments: [
            "{ shops(first: 5) { nodes { name items(first: 2) { nodes { name parts { nodes { id } } } } } } }",
            "query ($id: ID!) { shop(id: $id) { name items { nodes { id shop: parent { name } } } } }",
            "query ($after: String) { items(first: 3, after: $after, orderBy: { name: ASC }) { nodes { id } } }",
        ])
    func keyed(query: String) throws {
        let statements = try ShopGraph.plan(query).statements
        #expect(statements.map(\.isPlannedOnce) == [true])
    }

    @Test("is no page of what is the viewer's shops': one shop's rows may be most of the table")
    func viewersShops() throws {
        let query = "{ shops(first: 5) { nodes { name } } }"
        #expect(try ShopGraph.plan(query).statements.allSatisfy { $0.isPlannedOnce })
        #expect(try ShopGraph.plan(query, for: .merchant).statements.allSatisfy { !$0.isPlannedOnce })
    }

    @Test(
        "is nothing whose values decide how many rows there are",
        arguments: [
            "query ($name: String) { items(filter: { name: { eq: $name } }) { nodes { id } } }",
            "{ items(filter: { name: { eq: \"a\" } }) { nodes { id } } }",
            "{ shops { nodes { items(filter: { name: { startsWith: \"a\" } }) { nodes { id } } } } }",
            "query ($n: Int) { shop(id: \"x\") { items(first: $n) { nodes { id } } } }",
            "{ shops { nodes { items { totalCount nodes { id } } } } }",
            "{ items { totalCount } }",
            "{ items(filter: { parts: { some: {} } }) { nodes { id } } }",
            "{ items(filter: { parent: { databaseId: { eq: 3 } } }) { nodes { id } } }",
            "{ items(orderBy: [{ parent: { name: DESC } }]) { nodes { id } } }",
        ])
    func valued(query: String) throws {
        let variables = Variables(["name": .string("a"), "n": .int(3)])
        let statements = try ShopGraph.plan(query, variables: variables).statements
        #expect(!statements.isEmpty && statements.allSatisfy { !$0.isPlannedOnce })
    }
}
