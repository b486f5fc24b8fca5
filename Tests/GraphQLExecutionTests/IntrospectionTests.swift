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
}
