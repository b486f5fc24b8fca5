import Testing

@Suite("An input field is given once")
struct UniqueInputFieldNamesTests {
    @Test(
        "accepts",
        arguments: [
            "{ shops(filter: {name: \"\", and: [{name: \"\"}]}) { id } }"
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ echo(any: {a: 1, b: {c: 1, c: 2, c: 3}}) }"#,
                [
                    #"There can be only one input field named "c". 1:24 1:30"#,
                    #"There can be only one input field named "c". 1:24 1:36"#,
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
