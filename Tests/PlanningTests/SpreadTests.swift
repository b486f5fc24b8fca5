import Testing

@Suite("A page spread over a statement's rows") struct SpreadTests {
    private static let items = "items(first: 1000) { nodes { id parts { nodes { id } } } }"

    @Test("is what a single row with pages below its page becomes")
    func spreads() throws {
        let statements = try ShopGraph.statements("{ shop(id: \"x\") { name \(Self.items) } }")
        #expect(statements.count == 1)
        #expect(statements[0].contains("LATERAL"))
    }

    @Test(
        "is none where each of its rows would read the row's other pages and counts again",
        arguments: [
            "\(items) more: items(first: 999) { nodes { name } }", "more: items(first: 999) { nodes { name } } \(items)",
            "items(first: 1000) { totalCount nodes { id parts { nodes { id } } } }", "\(items) more: items { totalCount }",
        ])
    func gathers(fields: String) throws {
        let statements = try ShopGraph.statements("{ shop(id: \"x\") { \(fields) } }")
        #expect(statements.count == 1)
        #expect(!statements[0].contains("LATERAL"))
    }
}
