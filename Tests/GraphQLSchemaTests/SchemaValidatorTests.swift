import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite("Validation of schemas")
struct SchemaValidatorTests {
    private func errors(_ sdl: String) throws -> [GraphQLError] {
        SchemaValidator.errors(in: try SchemaBuilder.build(try Parser.parse(sdl)))
    }

    @Test(
        "finds types that do not go together",
        arguments: [
            ("type A { a: Int }", "Query root type must be provided."),
            ("schema { query: A } scalar A", "Query root type must be Object type, it cannot be A."),
            (
                "schema { query: A mutation: A } type A { a: Int }",
                "All root types must be different, \"A\" type is used as query and mutation root types."
            ),
            ("type Query", "Type Query must define one or more fields."),
            ("type Query { a: I } input I { a: Int }", "The type of Query.a must be Output Type but got: I."),
            ("type Query { a(b: [Query!]): Int }", "The type of Query.a(b:) must be Input Type but got: [Query!]."),
            ("type Query { __a: Int }", "Name \"__a\" must not begin with \"__\", which is reserved by GraphQL introspection."),
            ("type Query { a(b: Int! @deprecated): Int }", "Required argument Query.a(b:) cannot be deprecated."),
            ("type Query { a: E } enum E", "Enum type E must define one or more values."),
            ("type Query { a: U } union U = Int", "Union type U can only include Object types, it cannot include Int."),
            (
                "type Query implements I { a: Int } interface I { a: Int! }",
                "Interface field I.a expects type Int! but Query.a is type Int."
            ),
            ("type Query implements I { b: Int } interface I { a: Int }", "Interface field I.a expected but Query does not provide it."),
            (
                "type Query implements I { a: Int @deprecated } interface I { a: Int }",
                "Interface field I.a is not deprecated, so implementation field Query.a must not be deprecated."
            ),
            (
                "type Query { a(i: I): Int } input I { i: I! }",
                "Input Object I cannot be provided a finite value because it references itself through fields: I.i."
            ),
            ("type Query { a(i: I): Int } input I @oneOf { i: Int! }", "OneOf input field I.i must be nullable."),
            (
                "type Query { a(i: Int = \"x\"): Int }",
                "Query.a(i:) has invalid default value: Int cannot represent non-integer value: \"x\""
            ),
            (
                "type Query { a(i: Int = 1.0): Int }",
                "Query.a(i:) has invalid default value: Int cannot represent non-integer value: 1.0"
            ),
            (
                "type Query { a(i: I): Int } input I { i: I = {} }",
                "Invalid circular reference. The default value of Input Object field I.i references itself."
            ),
            (
                "type Query { a(i: I): Int } input I { j: J = {} } input J { i: I = {} }",
                "Invalid circular reference. The default value of Input Object field I.j references itself via the default values of: J.i."
            ),
        ])
    func finds(sdl: String, message: String) throws {
        #expect(try errors(sdl).map(\.message) == [message])
    }

    @Test("says where, in the document that it speaks of")
    func places() throws {
        let base = try Parser.parse("type Query { u: U }\nunion U = Query")
        let more = try Parser.parse("\n  extend union U = Query")
        let errors = SchemaValidator.errors(in: try SchemaBuilder.build(base, extendedBy: [more]))
        #expect(errors.map(\.message) == ["Union type U can only include type Query once."])
        #expect(errors.first?.locations == [SourceLocation(line: 2, column: 11), SourceLocation(line: 2, column: 20)])
    }

    @Test("accepts defaults that end")
    func acyclicDefaults() throws {
        #expect(try errors("type Query { a(i: I = {i: {i: null}}): Int } input I { i: I = {i: null} k: Int = 1 }").isEmpty)
        #expect(try errors("type Query { a(i: I = {}): Int } input I { i: I = null n: Int = 3 }").isEmpty)
    }

    @Test("accepts fields that are deprecated with their interface's, and ones that are not deprecated yet")
    func deprecatedFields() throws {
        #expect(try errors("type Query implements I { a: Int @deprecated } interface I { a: Int @deprecated }").isEmpty)
        #expect(try errors("type Query implements I { a: Int } interface I { a: Int @deprecated }").isEmpty)
    }
}
