import Testing

@Suite("An operation without a name is alone")
struct LoneAnonymousOperationTests {
    @Test(
        "accepts",
        arguments: [
            #"{ node(id: 1) { id } }"#,
            #"{ ...F } fragment F on Query { node(id: 1) { id } }"#,
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ node(id: 1) { id } } query A { node(id: 1) { id } }"#,
                [
                    #"This anonymous operation must be the only defined operation. 1:1"#
                ]
            ),
            (
                #"{ node(id: 1) { id } } { node(id: 1) { id } }"#,
                [
                    #"This anonymous operation must be the only defined operation. 1:1"#,
                    #"This anonymous operation must be the only defined operation. 1:24"#,
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
