import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite("Changes of schemas")
struct SchemaDiffTests {
    private func changes(_ old: String, _ new: String) throws -> [String] {
        let build = { (sdl: String) in try SchemaBuilder.build(try Parser.parse("type Query { q: Int } " + sdl)).schema }
        return SchemaDiff.changes(from: try build(old), to: try build(new)).map { "\($0.severity) \($0.kind.rawValue)" }
    }

    @Test(
        "are judged by what clients see",
        arguments: [
            ("type A { a: Int }", "", ["breaking TYPE_REMOVED"]),
            ("", "type A { a: Int }", ["safe TYPE_ADDED"]),
            ("type A { a: Int b: Int }", "type A { a: Int! }", ["breaking FIELD_REMOVED", "safe FIELD_CHANGED_KIND_SAFE"]),
            ("type A { a: Int! }", "type A { a: Int }", ["breaking FIELD_CHANGED_KIND"]),
            ("type A { a(x: Int!): Int }", "type A { a(x: Int): Int }", ["safe ARG_CHANGED_KIND_SAFE"]),
            ("type A { a(x: Int): Int }", "type A { a(x: Int!): Int }", ["breaking ARG_CHANGED_KIND"]),
            ("type A { a: Int }", "type A { a(x: Int, y: Int!): Int }", ["dangerous OPTIONAL_ARG_ADDED", "breaking REQUIRED_ARG_ADDED"]),
            ("type A { a(x: Int = 1): Int }", "type A { a(x: Int = 2): Int }", ["dangerous ARG_DEFAULT_VALUE_CHANGE"]),
            ("enum E { A B }", "enum E { A C }", ["dangerous VALUE_ADDED_TO_ENUM", "breaking VALUE_REMOVED_FROM_ENUM"]),
            ("input I { a: Int }", "input I { a: Int b: Int! }", ["breaking REQUIRED_INPUT_FIELD_ADDED"]),
            ("input I { a: Int }", "input I { a: Int b: Int! = 1 }", ["dangerous OPTIONAL_INPUT_FIELD_ADDED"]),
            (
                "directive @d(x: Int) repeatable on FIELD | QUERY", "directive @d on FIELD",
                ["breaking DIRECTIVE_ARG_REMOVED", "breaking DIRECTIVE_REPEATABLE_REMOVED", "breaking DIRECTIVE_LOCATION_REMOVED"]
            ),
            ("type A { a: Int }", "\"New.\" type A { a: Int @deprecated }", ["safe DESCRIPTION_CHANGED", "safe DEPRECATION_CHANGED"]),
            ("scalar A", "enum A { B }", ["breaking TYPE_CHANGED_KIND"]),
            ("type A { a: Int } # comment", "type A { a: Int }", []),
        ])
    func judged(old: String, new: String, expected: [String]) throws {
        #expect(try changes(old, new) == expected)
    }
}
