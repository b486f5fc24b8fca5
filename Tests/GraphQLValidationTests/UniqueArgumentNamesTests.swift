import Testing

@Suite("An argument is given once")
struct UniqueArgumentNamesTests {
    @Test(
        "accepts",
        arguments: [
            #"{ echo(int: 1, float: 1) x: echo(int: 1) }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ echo(int: 1, float: 2, int: 3) @tag(name: "a", name: "b") }"#,
                [
                    #"There can be only one argument named "int". 1:8 1:26"#,
                    #"There can be only one argument named "name". 1:39 1:50"#,
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
