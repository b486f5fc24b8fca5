import Testing

@Suite("No fragment leads back to itself")
struct NoFragmentCyclesTests {
    @Test(
        "accepts",
        arguments: [
            #"{ ...A ...B } fragment A on Query { ...B } fragment B on Query { echo }"#,
            #"{ ...A } fragment A on Query { ...B ...B } fragment B on Query { echo }"#,
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ ...A } fragment A on Query { ...A }"#,
                [
                    #"Cannot spread fragment "A" within itself. 1:32"#
                ]
            ),
            (
                #"{ ...A } fragment A on Query { ...B } fragment B on Query { ...C ...B } fragment C on Query { ...A }"#,
                [
                    #"Cannot spread fragment "A" within itself via "B", "C". 1:32 1:61 1:95"#,
                    #"Cannot spread fragment "B" within itself. 1:66"#,
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
