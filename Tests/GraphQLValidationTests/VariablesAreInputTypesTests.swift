import Testing

@Suite("Variables are of types that values go into")
struct VariablesAreInputTypesTests {
    @Test(
        "accepts",
        arguments: [
            #"query ($a: [Sort!], $b: Key!) { shops(sort: $a) { id } by(key: $b) { id } }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"query ($a: Shop, $b: [Found!]) { echo(any: [$a, $b]) }"#,
                [
                    #"Variable "$a" cannot be non-input type "Shop". 1:12"#,
                    #"Variable "$b" cannot be non-input type "[Found!]". 1:22"#,
                ]
            )
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
