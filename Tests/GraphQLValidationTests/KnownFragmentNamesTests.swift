import Testing

@Suite("A fragment that is spread exists")
struct KnownFragmentNamesTests {
    @Test(
        "accepts",
        arguments: [
            #"{ ...A } fragment A on Query { echo }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ ...A ... { ...B } } fragment A on Query { ...C }"#,
                [
                    #"Unknown fragment "B". 1:17"#,
                    #"Unknown fragment "C". 1:48"#,
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
