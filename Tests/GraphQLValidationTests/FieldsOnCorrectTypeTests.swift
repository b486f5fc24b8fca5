import Testing

@Suite("Fields are those of the type")
struct FieldsOnCorrectTypeTests {
    @Test(
        "accepts",
        arguments: [
            #"{ __typename __schema { queryType { name } } __type(name: "Shop") { name } found { __typename ... on Shop { name } } }"#
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ shop(id: 1) { nam } }"#,
                [
                    #"Cannot query field "nam" on type "Shop". Did you mean "name"? 1:17"#
                ]
            ),
            (
                #"{ node(id: 1) { name } }"#,
                [
                    #"Cannot query field "name" on type "Node". Did you mean to use an inline fragment on "Named", "Person", or "Shop"? 1:17"#
                ]
            ),
            (
                #"{ found { id } }"#,
                [
                    #"Cannot query field "id" on type "Found". Did you mean to use an inline fragment on "Node", "Named", "Person", or "Shop"? 1:11"#
                ]
            ),
            (
                #"mutation { __schema { queryType { name } } }"#,
                [
                    #"Cannot query field "__schema" on type "Mutation". 1:12"#
                ]
            ),
            (
                #"{ nothing { at { all } } }"#,
                [
                    #"Cannot query field "nothing" on type "Query". 1:3"#
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
