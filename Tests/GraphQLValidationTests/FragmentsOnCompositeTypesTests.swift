import Testing

@Suite("Fragments are on types that have fields")
struct FragmentsOnCompositeTypesTests {
    @Test(
        "accepts",
        arguments: [
            #"{ node(id: 1) { ... on Node { id } ... on Shop { id } } found { ... on Found { __typename } } }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ node(id: 1) { ... on Sort { id } ...F } } fragment F on ShopFilter { id }"#,
                [
                    #"Fragment cannot condition on non composite type "Sort". 1:24"#,
                    #"Fragment "F" cannot condition on non composite type "ShopFilter". 1:59"#,
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
