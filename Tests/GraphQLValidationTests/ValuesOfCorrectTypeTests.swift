import Testing

@Suite("Literals are such as their place takes")
struct ValuesOfCorrectTypeTests {
    @Test(
        "accepts",
        arguments: [
            "{ echo(int: 1, float: 1, string: \"\"\"s\"\"\", flag: true, id: 1, sort: NAME, any: {a: [B, 1.5]}, ints: 1, grid: [[1]]) }",
            #"{ shops(filter: {name: "a", and: {name: "b"}}, first: null) { id } by(key: {id: "1"}) { id } echo(ints: [1, null]) }"#,
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ echo(int: 2147483648, float: "1", string: 1, flag: 0, id: 1.5, sort: "NAME") }"#,
                [
                    #"Int cannot represent non 32-bit signed integer value: 2147483648 1:13"#,
                    #"Float cannot represent non numeric value: "1" 1:32"#,
                    #"String cannot represent a non string value: 1 1:45"#,
                    #"Boolean cannot represent a non boolean value: 0 1:54"#,
                    #"ID cannot represent a non-string and non-integer value: 1.5 1:61"#,
                    #"Enum "Sort" cannot represent non-enum value: "NAME". Did you mean the enum value "NAME"? 1:72"#,
                ]
            ),
            (
                #"{ shops(sort: [NAM, null]) { id } }"#,
                [
                    #"Value "NAM" does not exist in "Sort" enum. Did you mean the enum value "NAME"? 1:16"#,
                    #"Expected value of non-null type "Sort!" not to be null. 1:21"#,
                ]
            ),
            (
                #"{ shops(filter: {limit: null, nam: 1}) { id } x: shops(filter: 1) { id } }"#,
                [
                    #"Expected value of type "ShopFilter" to include required field "name", found: { limit: null, nam: 1 }. 1:17"#,
                    #"Expected value of non-null type "Int!" not to be null. 1:25"#,
                    #"Expected value of type "ShopFilter" not to include unknown field "nam". Did you mean "name" or "and"? Found: { limit: null, nam: 1 }. 1:31"#,
                    #"Expected value of type "ShopFilter" to be an object, found: 1. 1:64"#,
                ]
            ),
            (
                #"{ by(key: {}) { id } x: by(key: {id: 1, name: "a"}) { id } y: by(key: {id: null}) { id } }"#,
                [
                    #"Within OneOf Input Object type "Key", exactly one field must be specified, and the value for that field must be non-null. 1:11"#,
                    #"Within OneOf Input Object type "Key", exactly one field must be specified, and the value for that field must be non-null. 1:33"#,
                    #"Within OneOf Input Object type "Key", exactly one field must be specified, and the value for that field must be non-null. 1:71"#,
                ]
            ),
            (
                #"query ($a: Int = "x") { echo(int: $a) }"#,
                [
                    #"Int cannot represent non-integer value: "x" 1:18"#
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
