import Testing

@Suite("Variables that are defined are used")
struct NoUnusedVariablesTests {
    @Test(
        "accepts",
        arguments: [
            #"query ($a: Int, $b: String!) { ...F @include(if: true) } fragment F on Query { echo(int: $a) @tag(name: $b) }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"query ($a: Int) { echo }"#,
                [
                    #"Variable "$a" is never used. 1:8"#
                ]
            ),
            (
                #"query A($a: Int) { ...F } query B($b: Int, "unused" $c: Int) { ...F echo(int: $b) } fragment F on Query { x: echo(int: $a) }"#,
                [
                    #"Variable "$a" is not defined by operation "B". 1:120 1:27"#,
                    #"Variable "$c" is never used in operation "B". 1:44"#,
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
