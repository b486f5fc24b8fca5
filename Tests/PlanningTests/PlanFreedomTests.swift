import GraphModel
import GraphQLExecution
import GraphQLSchema
import Planning
import Testing

@Suite("What of a plan is left to the server") struct PlanFreedomTests {
    private func freedom(_ query: String, for viewer: ViewerKind = ViewerKind(.operator)) throws -> [PlanFreedom] {
        let variables = Variables(["name": .string("a"), "n": .int(3)])
        let graph = try ShopGraph.graph()
        return try ShopGraph.plan(query, for: viewer, variables: variables).statements.map { $0.freedom(in: graph) }
    }

    @Test(
        "is nothing where rows are found by keys, page by page, however deep",
        arguments: [
            "{ shops(first: 5) { nodes { name items(first: 2) { nodes { name parts { nodes { id } } } } } } }",
            "query ($id: ID!) { shop(id: $id) { name items { nodes { id shop: parent { name } } } } }",
            "query ($after: String) { items(first: 3, after: $after) { nodes { id } } }", "{ items(last: 3) { nodes { id } } }",
        ])
    func keyed(query: String) throws {
        #expect(try freedom(query) == [.nothing])
    }

    @Test(
        "is the search where values decide how many rows there are to choose from",
        arguments: [
            "query ($name: String) { items(filter: { name: { eq: $name } }) { nodes { id parent { name } } } }",
            "{ items(filter: { name: { eq: \"a\" } }) { nodes { id } } }",
            "{ shops { nodes { items(filter: { name: { startsWith: \"a\" } }) { nodes { id } } } } }",
            "query ($n: Int) { shop(id: \"x\") { items(first: $n) { nodes { id } } } }",
            "{ shops { nodes { items { totalCount nodes { id } } } } }", "{ items { totalCount } }",
            "{ items(filter: { databaseId: { eq: 3 } }) { nodes { id } } }",
            "{ items(filter: { name: { isNull: true } }) { nodes { id } } }",
            "{ items(orderBy: { name: ASC }) { nodes { id } } }", "{ shops { nodes { items(orderBy: { name: ASC }) { nodes { id } } } } }",
        ])
    func valued(query: String) throws {
        #expect(try freedom(query) == [.search])
    }

    @Test(
        "is everything where more than a page may be read to find it",
        arguments: [
            "{ items(filter: { parts: { some: {} } }) { nodes { id } } }",
            "{ items(filter: { parent: { name: { eq: \"a\" } } }) { nodes { id } } }",
            "{ items(orderBy: [{ parent: { name: DESC } }]) { nodes { id } } }",
            "{ items { nodes { id } aggregate { count } } }", "{ scores { nodes { name } } }",
            "{ shops { nodes { scores { nodes { name } } } } }",
        ])
    func unbounded(query: String) throws {
        #expect(try freedom(query) == [.everything])
    }

    @Test("is the search in a page of what is among the viewer's shops: of several, one's rows may be most of the table")
    func viewersShops() throws {
        let query = "{ shops(first: 5) { nodes { name } } }"
        #expect(try freedom(query) == [.nothing])
        #expect(try freedom(query, for: ViewerKind(.merchant)) == [.search])
        #expect(try freedom(query, for: ViewerKind(.merchant, merchants: .one)) == [.nothing])
    }
}
