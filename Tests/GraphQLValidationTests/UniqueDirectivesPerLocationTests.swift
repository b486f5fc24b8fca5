import Testing

@Suite("A directive that is not repeatable stands once")
struct UniqueDirectivesPerLocationTests {
    @Test(
        "accepts",
        arguments: [
            #"{ echo @tag(name: "a") @tag(name: "b") @once x: echo @once }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ echo @once @once @once }"#,
                [
                    #"The directive "@once" can only be used once at this location. 1:8 1:14"#,
                    #"The directive "@once" can only be used once at this location. 1:8 1:20"#,
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
