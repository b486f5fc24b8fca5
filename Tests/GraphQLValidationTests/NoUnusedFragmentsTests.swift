import Testing

@Suite("Each fragment is used by an operation")
struct NoUnusedFragmentsTests {
    @Test(
        "accepts",
        arguments: [
            #"{ ...A } fragment A on Query { ...B } fragment B on Query { echo }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ echo } fragment A on Query { ...B } fragment B on Query { ...A }"#,
                [
                    #"Cannot spread fragment "A" within itself via "B". 1:32 1:61"#,
                    #"Fragment "A" is never used. 1:10"#,
                    #"Fragment "B" is never used. 1:39"#,
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
