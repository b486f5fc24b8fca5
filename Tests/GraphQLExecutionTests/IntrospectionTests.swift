import GraphQLExecution
import Testing

@Suite("Introspection")
struct IntrospectionTests {
    static let schema = """
        type Query { "A thing." a(x: In = {n: [1]}, old: Int @deprecated): U gone: Int @deprecated(reason: "Use a.") }
        union U = Query
        input In @oneOf { n: [Int!] }
        scalar Date @specifiedBy(url: "https://example.org/date")
        """

    @Test(
        "shows the parts of a schema",
        arguments: [
            ("{ __type(name: \"Query\") { fields { name } } }", #"{"fields":[{"name":"a"}]}"#),
            (
                "{ __type(name: \"Query\") { fields(includeDeprecated: true) { name isDeprecated deprecationReason } } }",
                #"{"fields":[{"name":"a","isDeprecated":false,"deprecationReason":null},{"name":"gone","isDeprecated":true,"deprecationReason":"Use a."}]}"#
            ),
            (
                "{ __type(name: \"Query\") { fields { args { name defaultValue type { name } } } } }",
                #"{"fields":[{"args":[{"name":"x","defaultValue":"{ n: [1] }","type":{"name":"In"}}]}]}"#
            ),
            (
                "{ __type(name: \"In\") { isOneOf inputFields { type { kind ofType { kind ofType { name } } } } } }",
                #"{"isOneOf":true,"inputFields":[{"type":{"kind":"LIST","ofType":{"kind":"NON_NULL","ofType":{"name":"Int"}}}}]}"#
            ),
            (
                "{ __type(name: \"Date\") { specifiedByURL fields { name } } }",
                #"{"specifiedByURL":"https://example.org/date","fields":null}"#
            ),
            (
                "{ __type(name: \"U\") { kind possibleTypes { name } __typename } }",
                #"{"kind":"UNION","possibleTypes":[{"name":"Query"}],"__typename":"__Type"}"#
            ),
            ("{ __type(name: \"Nothing\") { name } }", "null"),
        ])
    func shows(query: String, expected: String) throws {
        #expect(try response(query, schema: Self.schema) == "{\"data\":{\"__type\":\(expected)}}")
    }

    /// "If argumentType is a Non-Null type and value is null, raise an execution error" (§6.4.1): it reaches the nearest place that may be null.
    @Test("has errors where its own fields fail")
    func fails() throws {
        let inner = try response(
            """
            query ($d: Boolean = false) {
              t: __type(name: "Query") { name fields(includeDeprecated: $d) { name } }
            }
            """, schema: Self.schema, variables: #"{"d":null}"#)
        #expect(inner.contains(#""data":{"t":{"name":"Query","fields":null}}"#), "\(inner)")
        #expect(inner.contains(#""locations":[{"line":2,"column":61}],"path":["t","fields"]"#), "\(inner)")
        let outer = try response(
            "query ($d: Boolean = false) { __schema { directives { args(includeDeprecated: $d) { name } } } }", schema: Self.schema,
            variables: #"{"d":null}"#)
        #expect(outer.contains(#""data":null"#) && outer.contains(#""path":["__schema","directives",0,"args"]"#), "\(outer)")
    }

    @Test("takes its arguments from variables, as every field does")
    func variables() throws {
        let answer = try response(
            "query ($n: String!, $all: Boolean!) { __type(name: $n) { fields(includeDeprecated: $all) { name } } }", schema: Self.schema,
            variables: #"{"n":"Query","all":true}"#)
        #expect(answer == #"{"data":{"__type":{"fields":[{"name":"a"},{"name":"gone"}]}}}"#)
    }

    @Test("lists only built-in scalars that the schema refers to")
    func scalars() throws {
        let answer = try response("{ __schema { types { name } } }", schema: "type Query { a: Int }")
        #expect(answer.contains(#"{"name":"Int"}"#))
        #expect(!answer.contains(#"{"name":"Float"}"#))
    }

    @Test("refuses a short text that asks for an answer without end")
    func bomb() throws {
        let fields = (0..<40).map { "f\($0): Query" }.joined(separator: " ")
        var query = "name"
        for _ in 0..<8 { query = "fields { type { \(query) } }" }
        let answer = try response("{ __schema { queryType { \(query) } } }", schema: "type Query { \(fields) }")
        #expect(answer.contains(#""code":"TOO_COMPLEX""#))
        #expect(answer.utf8.count < 1000)
    }

    @Test("counts what all fields ask together: aliases do not multiply what one may ask")
    func aliases() throws {
        let fields = (0..<200).map { "f\($0): Query" }.joined(separator: " ")
        let aliases = (0..<2000).map { "a\($0): __schema { ...S }" }.joined(separator: " ")
        let query = "{ \(aliases) } fragment S on __Schema { types { fields { name type { name kind } } } }"
        let answer = try response(query, schema: "type Query { \(fields) }")
        #expect(answer.contains(#""code":"TOO_COMPLEX""#))
    }
}
