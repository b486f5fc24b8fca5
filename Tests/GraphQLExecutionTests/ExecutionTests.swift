import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite("Execution")
struct ExecutionTests {
    static let schema = """
        type Query { a(x: Int = 1, list: [Int!], in: In): String pet: Pet pets: [Pet!]! }
        type Mutation { first: Int second: Int }
        interface Pet { name: String }
        type Cat implements Pet { name: String lives: Int }
        type Dog implements Pet { name: String barks: Boolean }
        input In { n: Int! = 3 tag: Tag }
        enum Tag { RED BLUE }
        """

    @Test("merges what shares a key, in the order of first occurrence")
    func merges() throws {
        let answer = try response(
            "{ pet { name } ...F b: __typename pet { ... on Cat { lives } } } fragment F on Query { pet { n: name } }",
            schema: Self.schema, data: #"{"pet":{"__typename":"Cat","name":"Tom","lives":9}}"#)
        #expect(answer == #"{"data":{"pet":{"name":"Tom","n":"Tom","lives":9},"b":"Query"}}"#)
    }

    /// `if` is a `Boolean!`, and "If argumentType is a Non-Null type and value is null, raise an execution error" (§6.4.1).
    @Test("does not begin where what decides of a field is null", arguments: ["skip", "include"])
    func nullCondition(directive: String) throws {
        let query = "query (\n$b: Boolean = true) { a @\(directive)(if: $b) b: a }"
        let error = #expect(throws: RequestErrors.self) { try response(query, schema: Self.schema, variables: #"{"b":null}"#) }
        #expect(error?.errors.map(\.code) == [.badVariable] && error?.errors.first?.locations == [SourceLocation(line: 2, column: 1)])
        let fields = directive == "skip" ? #"{"b":null}"# : #"{"a":null,"b":null}"#
        #expect(try response(query, schema: Self.schema).contains("\"data\":\(fields)"))
    }

    @Test(
        "gives leaves as values of their types, and nothing that is not quite one",
        arguments: [
            ("Float", #""1.5e3""#, "1500"), ("Float", #""0x1p3""#, nil), ("Float", #""-0x1""#, nil), ("Float", #""inf""#, nil),
            ("ID", "12345678901234567890123", #""12345678901234567890123""#), ("ID", "-7", #""-7""#), ("ID", "7.0", #""7""#),
            ("ID", "1.5", nil), ("Int", #""12""#, "12"), ("Int", "12.0", "12"), ("Int", #""0x12""#, nil),
        ] as [(String, String, String?)])
    func leaves(type: String, value: String, expected: String?) throws {
        let answer = try response("{ f }", schema: "type Query { f: \(type) }", data: "{\"f\":\(value)}")
        #expect(answer.contains("\"data\":{\"f\":\(expected ?? "null")}") && answer.contains("errors") == (expected == nil), "\(answer)")
    }

    @Test("asks of each object what its own type has")
    func abstract() throws {
        let answer = try response(
            "{ pets { __typename ... on Cat { lives } ... on Dog { barks } } }", schema: Self.schema,
            data: #"{"pets":[{"__typename":"Dog","barks":true},{"__typename":"Cat","lives":7}]}"#)
        #expect(answer == #"{"data":{"pets":[{"__typename":"Dog","barks":true},{"__typename":"Cat","lives":7}]}}"#)
    }

    @Test(
        "fills in defaults and coerces arguments",
        arguments: [
            ("{ a }", "null", #"{"x":1}"#),
            ("{ a(x: null, list: 5) }", "null", #"{"list":[5],"x":null}"#),
            ("{ a(in: {tag: RED}) }", "null", #"{"in":{"n":3,"tag":"RED"},"x":1}"#),
            ("query ($x: Int, $t: Tag) { a(x: $x, in: {tag: $t}) }", #"{"t":"BLUE"}"#, #"{"in":{"n":3,"tag":"BLUE"},"x":1}"#),
            ("query ($t: Tag) { a(in: {tag: $t}) }", "{}", #"{"in":{"n":3},"x":1}"#),
            ("query ($n: Int! = 8) { a(in: {n: $n}) }", "null", #"{"in":{"n":8},"x":1}"#),
        ])
    func arguments(query: String, variables: String, expected: String) throws {
        let answer = try response(query, schema: Self.schema, data: #"{"a":{"$args":true}}"#, variables: variables)
        #expect(answer == "{\"data\":{\"a\":\(JSONText.quoted(expected))}}")
    }

    @Test("refuses bad variables, all at once")
    func variables() throws {
        let query = "query ($x: Int!, $i: In, $t: Tag) { a(x: $x, in: $i) b: a(in: {tag: $t}) }"
        #expect(
            try refusal(query, schema: Self.schema, variables: #"{"i":{"n":"x","m":1},"t":"GREEN"}"#) == [
                #"Variable "$x" has invalid value: Expected a value of non-null type "Int!" to be provided."#,
                #"Variable "$i" has invalid value at .n: Int cannot represent non-integer value: "x""#,
                #"Variable "$i" has invalid value: Expected value of type "In" not to include unknown field "m". Did you mean "n"? Found: { n: "x", m: 1 }."#,
                #"Variable "$t" has invalid value: Value "GREEN" does not exist in "Tag" enum. Did you mean the enum value "RED"?"#,
            ])
        #expect(try refusal("{ a }", schema: Self.schema, variables: "[]") == ["Variables must be an object."])
    }

    @Test("answers very many faults with a few, and short ones")
    func manyFaults() throws {
        let unknown = (0..<5000).map { "\"unknown\($0)\":\($0)" }.joined(separator: ",")
        let messages = try refusal("query ($i: In) { a(in: $i) }", schema: Self.schema, variables: "{\"i\":{\(unknown)}}")
        #expect(messages.count == 51)
        #expect(messages.allSatisfy { $0.utf8.count < 1000 })
        #expect(messages.last == "Too many errors processing variables, error limit reached. Execution aborted.")
    }

    @Test("leaves out what @skip and @include leave out")
    func conditions() throws {
        let query = "query ($s: Boolean!, $i: Boolean! = false) { a @skip(if: $s) b: a @include(if: $i) ... @include(if: true) { c: a } }"
        #expect(try response(query, schema: Self.schema, variables: #"{"s":true}"#) == #"{"data":{"c":null}}"#)
        #expect(try Parser.parse(query).conditionVariables == ["i", "s"])
    }

    @Test("writes a mutation's fields in their order")
    func order() throws {
        let answer = try response("mutation { b: second a: first }", schema: Self.schema, data: #"{"first":1,"second":2}"#)
        #expect(answer == #"{"data":{"b":2,"a":1}}"#)
    }

    @Test("refuses a short text that asks for a shape without end")
    func budget() throws {
        let types = (0..<12).map { "type T\($0) implements N { n: N t\($0): N }" }.joined(separator: "\n")
        let schema = try SchemaBuilder.build(try Parser.parse("type Query { n: N } interface N { n: N }\n\(types)")).schema
        let nest = { (inner: String) in (0..<12).map { "... on T\($0) { t\($0) { \(inner) } }" }.joined(separator: " ") }
        let document = try Parser.parse("{ n { \(nest(nest("n { __typename }"))) } }")
        var builder = ShapeBuilder(document, schema, Variables(), budget: 500)
        #expect(throws: GraphQLError(.tooComplex, "The operation asks for too many fields.")) {
            try builder.shape([document.operations[0].selectionSet], on: "Query")
        }
    }
}
