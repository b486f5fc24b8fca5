import Testing

@Suite("Fields with the same response key can become one")
struct OverlappingFieldsCanBeMergedTests {
    @Test(
        "accepts",
        arguments: [
            #"{ echo echo shop(id: 1) { name } shop(id: 1) { ...F } } fragment F on Shop { name owner { id } }"#,
            #"{ found { ... on Shop { name x: name } ... on Person { name x: name } } }"#,
            #"{ echo(any: {a: 1, b: [2]}) echo(any: {b: [2], a: 1}) }"#,
            #"{ found { ... on Shop { x: name(upper: true) } ... on Person { x: name } } }"#,
        ])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    /// Sets of fields alone are told to be distinct in two ways, by how many fields there are.
    @Test("finds the one conflict in sets of any width, and none where there is none", arguments: [1, 2, 11, 12, 13, 14, 100])
    func widths(count: Int) throws {
        let fields = (0..<count).map { "f\($0): echo" }.joined(separator: " ")
        #expect(try Examples.problems("{ \(fields) }") == [])
        #expect(try Examples.problems("{ \(fields) f\(count - 1): __typename }").count == 1)
        #expect(try Examples.problems("{ f0: __typename \(fields) }").count == 1)
        #expect(try Examples.problems("{ \(fields) last: shop(id: 1) { x: id x: name } }").count == 1)
        #expect(try Examples.problems("{ \(fields) last: shop(id: 1) { x: id y: name } }") == [])
        #expect(try Examples.problems("{ \(fields) f0: echo }") == [])
    }

    @Test(
        "refuses",
        arguments: [
            (
                #"{ a: echo a: __typename }"#,
                [
                    #"Fields "a" conflict because "echo" and "__typename" are different fields. Use different aliases on the fields to fetch both if this was intentional. 1:3 1:11"#
                ]
            ),
            (
                #"{ echo(int: 1) ...F } fragment F on Query { echo(int: 2) }"#,
                [
                    #"Fields "echo" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional. 1:3 1:45"#
                ]
            ),
            (
                #"{ found { ... on Shop { x: rating } ... on Person { x: rating } } }"#,
                [
                    #"Fields "x" conflict because they return conflicting types "Float" and "Int". Use different aliases on the fields to fetch both if this was intentional. 1:25 1:53"#
                ]
            ),
            (
                #"{ shop(id: 1) { x: id } shop(id: 1) { x: name } }"#,
                [
                    #"Fields "shop" conflict because subfields "x" conflict because "id" and "name" are different fields. Use different aliases on the fields to fetch both if this was intentional. 1:3 1:17 1:25 1:39"#
                ]
            ),
        ] as [(String, [String])])
    func refuses(query: String, problems: [String]) throws {
        #expect(try Examples.problems(query) == problems)
    }
}
