import Testing

@Suite("Arguments are those of the field or directive")
struct KnownArgumentNamesTests {
    @Test(
        "accepts",
        arguments: [
            #"{ shop(id: 1) { name(upper: true) @skip(if: false) } }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ shop(id: 1, idd: 2) { name(up: true) @skip(if: true, unless: 1) } }"#,
                [
                    #"Unknown argument "idd" on field "Query.shop". Did you mean "id"? 1:15"#,
                    #"Unknown argument "up" on field "Shop.name". 1:30"#,
                    #"Unknown argument "unless" on directive "@skip". 1:56"#,
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
