import Testing

@Suite("Fields that ask the same of the same row") struct EqualSelectionTests {
    /// How often the statements together read from a table.
    private func reads(of table: String, in query: String) throws -> Int {
        try ShopGraph.statements(query).joined(separator: "\n").split(separator: " FROM \"public\".\"\(table)\"").count - 1
    }

    @Test(
        "are read once, whatever they are called and whatever they ask of the rows",
        arguments: [
            "{ shop(id: \"x\") { a: items(first: 3) { nodes { id } } b: items(first: 3) { nodes { name } pageInfo { hasNextPage } } } }",
            "{ shop(id: \"x\") { a: items(first: 3, orderBy: { name: ASC }) { nodes { id } } ...B } } "
                + "fragment B on Shop { b: items(orderBy: { name: ASC }, first: 3) { edges { cursor } } }",
            "{ shops { nodes { a: items(first: 3) { nodes { id } } b: items(first: 3) { nodes { name parts { nodes { id } } } } } } }",
            "{ a: shop(id: \"x\") { items(first: 3) { nodes { id } } } b: shop(id: \"x\") { name items(first: 3) { nodes { name } } } }",
            "{ a: items(first: 3) { nodes { id } } b: items(first: 3) { nodes { name } } }",
            "{ a: items(first: 3) { nodes { p: parts(first: 1) { nodes { id } } } } b: items(first: 3) { nodes { q: parts(first: 1) { nodes { name } } } } }",
        ])
    func once(query: String) throws {
        #expect(try reads(of: "item", in: query) == 1)
    }

    @Test("count once")
    func counts() throws {
        let query = "{ shops { nodes { a: items(first: 3) { totalCount } b: items(first: 3) { totalCount nodes { id } } } } }"
        let statements = try ShopGraph.statements(query)
        #expect(statements.joined().split(separator: "count(*)").count == 2)
    }

    @Test(
        "are read for each where an argument differs",
        arguments: [
            "{ shop(id: \"x\") { a: items(first: 3) { nodes { id } } b: items(first: 4) { nodes { id } } } }",
            "{ a: items(first: 3) { nodes { id } } b: items(last: 3) { nodes { id } } }",
        ])
    func different(query: String) throws {
        #expect(try reads(of: "item", in: query) == 2)
    }

    @Test("leave other fields' statements alone where the first of them asks for nothing")
    func nothing() throws {
        let query = "{ a: shops { __typename } b: items(first: 1) { nodes { id } } c: shops { nodes { id } } }"
        #expect(try reads(of: "item", in: query) == 1)
        #expect(try reads(of: "shop", in: query) == 1)
    }

    @Test("get one row more than the page has when only the later one asks what follows")
    func probe() throws {
        let statements = try ShopGraph.statements(
            "{ shops { nodes { a: items(first: 3) { nodes { id } } b: items(first: 3) { pageInfo { hasNextPage } } } } }")
        #expect(statements.count == 1)
        #expect(statements[0].contains("LIMIT 4"))
        #expect(!statements[0].contains("LIMIT 3"))
    }
}
