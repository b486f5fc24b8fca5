import Testing

@Suite("Directives exist and stand where they may")
struct KnownDirectivesTests {
    @Test(
        "accepts",
        arguments: [
            #"query ($a: Int @once) @tag(name: "q") { echo(int: $a) @skip(if: true) @tag(name: "f") ... @include(if: true) { x: echo } }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"query @once { echo @nope ... @deprecated { x: echo } }"#,
                [
                    #"Directive "@once" may not be used on query. 1:7"#,
                    #"Unknown directive "@nope". 1:20"#,
                    #"Directive "@deprecated" may not be used on inline fragment. 1:30"#,
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
