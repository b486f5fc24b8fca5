import Testing

@Suite("Only operations and fragments can be executed")
struct ExecutableDefinitionsTests {
    @Test(
        "accepts",
        arguments: [
            #"{ node(id: 1) { id } }"#,
            #"query A { ...F } fragment F on Query { node(id: 1) { id } }"#,
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ node(id: 1) { id } } type A { b: Int }"#,
                [
                    #"The "A" definition is not executable. 1:24"#
                ]
            ),
            (
                #"query { node(id: 1) { id } } schema { query: Query } extend schema @a directive @b on FIELD"#,
                [
                    #"The schema definition is not executable. 1:30"#,
                    #"The schema definition is not executable. 1:54"#,
                    #"The "b" definition is not executable. 1:71"#,
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
