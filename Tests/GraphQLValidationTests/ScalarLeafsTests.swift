import Testing

@Suite("Leaf fields have no selection set, others have one")
struct ScalarLeafsTests {
    @Test(
        "accepts",
        arguments: [
            #"{ echo shop(id: 1) { name } }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ shop(id: 1) shops }"#,
                [
                    #"Field "shop" of type "Shop" must have a selection of subfields. Did you mean "shop { ... }"? 1:3"#,
                    #"Field "shops" of type "[Shop!]!" must have a selection of subfields. Did you mean "shops { ... }"? 1:15"#,
                ]
            ),
            (
                #"{ echo { length } }"#,
                [
                    #"Field "echo" must not have a selection since type "String" has no subfields. 1:8"#
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
