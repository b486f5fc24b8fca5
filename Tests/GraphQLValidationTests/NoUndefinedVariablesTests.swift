import Testing

@Suite("Variables that are used are defined")
struct NoUndefinedVariablesTests {
    @Test(
        "accepts",
        arguments: [
            #"query ($a: Int) { ...F } fragment F on Query { echo(int: $a) }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ echo(int: $a) }"#,
                [
                    #"Variable "$a" is not defined. 1:13 1:1"#
                ]
            ),
            (
                #"query Q($a: Int) { echo(int: $a) ...F } fragment F on Query { x: echo(ints: [$b]) @tag(name: $c) }"#,
                [
                    #"Variable "$b" is not defined by operation "Q". 1:78 1:1"#,
                    #"Variable "$c" is not defined by operation "Q". 1:94 1:1"#,
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
