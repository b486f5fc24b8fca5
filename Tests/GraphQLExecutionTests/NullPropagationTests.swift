import GraphQLExecution
import Testing

@Suite("Null propagation")
struct NullPropagationTests {
    static let schema = """
        type Query { node: Node must: Node! list: [Node!] grid: [[Int!]!] after: Int }
        type Node { id: ID! name: String next: Node must: Node! }
        """

    @Test(
        "stops at the nearest place that may be null",
        arguments: [
            ("{ node { id name } after }", #"{"node":{"id":null,"name":"x"},"after":1}"#, #"{"node":null,"after":1}"#),
            (
                "{ node { next { id } name } after }", #"{"node":{"next":{"id":null},"name":"x"},"after":1}"#,
                #"{"node":{"next":null,"name":"x"},"after":1}"#
            ),
            ("{ node { must { must { id } } } after }", #"{"node":{"must":{"must":{}}},"after":1}"#, #"{"node":null,"after":1}"#),
            ("{ after must { id } }", #"{"after":1}"#, "null"),
            ("{ list { id } after }", #"{"list":[{"id":"1"},null],"after":1}"#, #"{"list":null,"after":1}"#),
            ("{ grid after }", #"{"grid":[[1],[2,null]],"after":1}"#, #"{"grid":null,"after":1}"#),
        ])
    func stops(query: String, data: String, expected: String) throws {
        let answer = try response(query, schema: Self.schema, data: data)
        #expect(answer.hasPrefix("{\"data\":\(expected),\"errors\":[{\"message\":\"Cannot return null for non-nullable field"))
    }

    @Test("reports one error with the whole path, through lists of lists")
    func path() throws {
        let answer = try response("{ g: grid }", schema: Self.schema, data: #"{"grid":[[1],[2,null]]}"#)
        #expect(
            answer == """
                {"data":{"g":null},"errors":[{"message":"Cannot return null for non-nullable field Query.grid.",\
                "locations":[{"line":1,"column":3}],"path":["g",1,1],"extensions":{"code":"INTERNAL"}}]}
                """)
    }

    @Test("gives up on an object at its first failure, and goes on with the next")
    func goesOn() throws {
        let schema = "type Query { a: A b: Int } type A { x: Int! y: Int! }"
        let answer = try response("{ a { x y } b }", schema: schema, data: #"{"a":{"x":{"$error":"one"},"y":{"$error":"two"}},"b":2}"#)
        #expect(answer.contains(#""data":{"a":null,"b":2}"#))
        #expect(answer.contains("one"))
        #expect(!answer.contains("two"))
    }

    @Test("keeps errors of nullable items apart")
    func items() throws {
        let answer = try response("{ l }", schema: "type Query { l: [Int] }", data: #"{"l":[1,{"$error":"no"},"x",4]}"#)
        #expect(answer.contains(#"{"l":[1,null,null,4]}"#))
        #expect(answer.contains(#""path":["l",1]"#))
        #expect(answer.contains(#""path":["l",2]"#))
    }
}
