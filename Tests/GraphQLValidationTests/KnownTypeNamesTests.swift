import Testing

@Suite("Types that are named exist")
struct KnownTypeNamesTests {
    @Test(
        "accepts",
        arguments: [
            "query ($a: ID!, $b: [ShopFilter!]) { shop(id: $a) { id } shops(filter: {name: \"\", and: $b}) { id } }",
            #"{ found { ... on Shop { id } ...F } } fragment F on Person { id }"#,
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"query ($a: Strin) { echo(string: $a) }"#,
                [
                    #"Unknown type "Strin". Did you mean "String" or "Sort"? 1:12"#
                ]
            ),
            (
                #"{ node(id: 1) { ... on Show { id } ...F } } fragment F on Nobody { id }"#,
                [
                    #"Unknown type "Show". Did you mean "Shop"? 1:24"#,
                    #"Unknown type "Nobody". Did you mean "Node"? 1:59"#,
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
