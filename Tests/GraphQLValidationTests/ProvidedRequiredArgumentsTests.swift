import Testing

@Suite("Required arguments are given")
struct ProvidedRequiredArgumentsTests {
    @Test(
        "accepts",
        arguments: [
            #"{ shop(id: 1) { id } shops { id } __type(name: "A") { name } }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ shop { name } echo @tag __type { name } }"#,
                [
                    #"Argument "Query.shop(id:)" of type "ID!" is required, but it was not provided. 1:3"#,
                    #"Argument "@tag(name:)" of type "String!" is required, but it was not provided. 1:22"#,
                    #"Argument "<meta>.__type(name:)" of type "String!" is required, but it was not provided. 1:27"#,
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
