import Testing

@Suite("A fragment can apply where it is spread")
struct PossibleFragmentSpreadsTests {
    @Test(
        "accepts",
        arguments: [
            #"{ node(id: 1) { ... on Shop { id } ... on Named { id } ... on Found { __typename } } shop(id: 1) { ... on Node { id } ... on Found { __typename } } }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ shop(id: 1) { ... on Person { id } ...F } } fragment F on Note { id }"#,
                [
                    #"Fragment cannot be spread here as objects of type "Shop" can never be of type "Person". 1:17"#,
                    #"Fragment "F" cannot be spread here as objects of type "Shop" can never be of type "Note". 1:38"#,
                ]
            ),
            (
                #"{ found { ... on Note { id } } }"#,
                [
                    #"Fragment cannot be spread here as objects of type "Found" can never be of type "Note". 1:11"#
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
