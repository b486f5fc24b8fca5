import Testing

@Suite("A variable's type fits where it is used")
struct VariablesInAllowedPositionTests {
    @Test(
        "accepts",
        arguments: [
            "query ($a: ID!, $b: Int! = 1, $c: [Int!]!, $d: Int) { shop(id: $a) { id } echo(int: $b, ints: $c) shops(filter: {name: \"\", limit: $d}) { id } }",
            #"query ($a: ID! = 1, $b: ID = 1) { shop(id: $a) { id } x: shop(id: $b) { id } by(key: {id: $a}) { id } }"#,
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"query ($a: Int, $b: ID, $c: [Int]) { echo(string: $a, grid: [$c]) shop(id: $b) { id } }"#,
                [
                    #"Variable "$a" of type "Int" used in position expecting type "String". 1:8 1:51"#,
                    #"Variable "$c" of type "[Int]" used in position expecting type "[Int!]!". 1:25 1:62"#,
                    #"Variable "$b" of type "ID" used in position expecting type "ID!". 1:17 1:76"#,
                ]
            ),
            (
                #"query ($a: Int) { ...F } fragment F on Query { echo(ints: $a) }"#,
                [
                    #"Variable "$a" of type "Int" used in position expecting type "[Int]". 1:8 1:59"#
                ]
            ),
            (
                #"query ($a: ID, $b: Key = null) { by(key: {id: $a}) { id } maybe(key: {id: $a}) { id } x: by(key: $b) { id } }"#,
                [
                    #"Variable "$a" is of type "ID" but must be non-nullable to be used for OneOf Input Object "Key". 1:8 1:47"#,
                    #"Variable "$a" is of type "ID" but must be non-nullable to be used for OneOf Input Object "Key". 1:8 1:75"#,
                    #"Variable "$b" of type "Key" used in position expecting type "Key!". 1:16 1:98"#,
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
