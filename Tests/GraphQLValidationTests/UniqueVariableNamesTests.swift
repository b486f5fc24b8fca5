import Testing

@Suite("An operation defines a variable once")
struct UniqueVariableNamesTests {
    @Test(
        "accepts",
        arguments: [
            #"query A($a: Int) { echo(int: $a) } query B($a: Int) { echo(int: $a) }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"query ($a: Int, $a: Int, $b: Int, $a: Int) { echo(ints: [$a, $b]) }"#,
                [
                    #"There can be only one variable named "$a". 1:9 1:18 1:36"#
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
