import Testing

@Suite("A fragment's name is that of no other")
struct UniqueFragmentNamesTests {
    @Test(
        "accepts",
        arguments: [
            #"{ ...A ...B } fragment A on Query { echo } fragment B on Query { echo }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ ...A } fragment A on Query { echo } fragment A on Query { echo }"#,
                [
                    #"There can be only one fragment named "A". 1:19 1:48"#
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
