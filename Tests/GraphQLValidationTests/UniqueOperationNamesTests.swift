import Testing

@Suite("An operation's name is that of no other")
struct UniqueOperationNamesTests {
    @Test(
        "accepts",
        arguments: [
            #"query A { node(id: 1) { id } } query B { node(id: 1) { id } }"#,
            #"query A { ...A } fragment A on Query { node(id: 1) { id } }"#,
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"query A { node(id: 1) { id } } mutation A { close(id: 1) { id } }"#,
                [
                    #"There can be only one operation named "A". 1:7 1:41"#
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
