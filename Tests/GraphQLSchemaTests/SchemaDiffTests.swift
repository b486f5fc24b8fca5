import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite("Changes of schemas")
struct SchemaDiffTests {
    private static let examples: [(old: String, new: String, changes: [String])] = [
        ("type A { a: Int }", "", ["breaking TYPE_REMOVED"]),
        ("", "type A { a: Int }", ["safe TYPE_ADDED"]),
        ("scalar A", "enum A { B }", ["breaking TYPE_CHANGED_KIND"]),
        ("type A { a: Int b: Int }", "type A { a: Int! }", ["breaking FIELD_REMOVED", "safe FIELD_CHANGED_KIND_SAFE"]),
        ("type A { a: Int }", "type A { a: Int b: Int }", ["safe FIELD_ADDED"]),
        ("type A { a: Int! }", "type A { a: Int }", ["breaking FIELD_CHANGED_KIND"]),
        ("type A { a: [Int!] }", "type A { a: Int }", ["breaking FIELD_CHANGED_KIND"]),
        ("type A { a(x: Int!): Int }", "type A { a(x: Int): Int }", ["safe ARG_CHANGED_KIND_SAFE"]),
        ("type A { a(x: Int): Int }", "type A { a(x: Int!): Int }", ["breaking ARG_CHANGED_KIND"]),
        ("type A { a(x: Int): Int }", "type A { a: Int }", ["breaking ARG_REMOVED"]),
        ("type A { a: Int }", "type A { a(x: Int, y: Int!): Int }", ["dangerous OPTIONAL_ARG_ADDED", "breaking REQUIRED_ARG_ADDED"]),
        ("type A { a(x: Int = 1): Int }", "type A { a(x: Int = 2): Int }", ["dangerous ARG_DEFAULT_VALUE_CHANGE"]),
        ("type A { a(x: Int = 1): Int }", "type A { a(x: Int): Int }", ["dangerous ARG_DEFAULT_VALUE_CHANGE"]),
        ("type A { a(x: Int): Int }", "type A { a(x: Int = 2): Int }", ["safe ARG_DEFAULT_VALUE_ADDED"]),
        ("enum E { A B }", "enum E { A C }", ["dangerous VALUE_ADDED_TO_ENUM", "breaking VALUE_REMOVED_FROM_ENUM"]),
        (
            "union U = Query type T { a: U }", "union U = T type T { a: U }",
            ["dangerous TYPE_ADDED_TO_UNION", "breaking TYPE_REMOVED_FROM_UNION"]
        ),
        (
            "interface I { a: Int } interface J { a: Int } type A implements I { a: Int }",
            "interface I { a: Int } interface J { a: Int } type A implements J { a: Int }",
            ["dangerous IMPLEMENTED_INTERFACE_ADDED", "breaking IMPLEMENTED_INTERFACE_REMOVED"]
        ),
        ("input I { a: Int }", "input I { a: Int b: Int! }", ["breaking REQUIRED_INPUT_FIELD_ADDED"]),
        ("input I { a: Int }", "input I { a: Int b: Int! = 1 }", ["dangerous OPTIONAL_INPUT_FIELD_ADDED"]),
        ("input I { a: Int = 1 }", "input I { a: Int = 2 }", ["dangerous INPUT_FIELD_DEFAULT_VALUE_CHANGE"]),
        ("input I { a: Int }", "input I { a: Int = 2 }", ["safe INPUT_FIELD_DEFAULT_VALUE_ADDED"]),
        ("input I { a: Int b: Int }", "input I @oneOf { a: Int b: Int }", ["breaking ONE_OF_ADDED"]),
        ("input I @oneOf { a: Int b: Int }", "input I { a: Int b: Int }", ["safe ONE_OF_REMOVED"]),
        ("scalar S @specifiedBy(url: \"a\")", "scalar S @specifiedBy(url: \"b\")", ["dangerous SPECIFIED_BY_CHANGED"]),
        (
            "directive @d(x: Int) repeatable on FIELD | QUERY", "directive @d on FIELD",
            ["breaking DIRECTIVE_ARG_REMOVED", "breaking DIRECTIVE_REPEATABLE_REMOVED", "breaking DIRECTIVE_LOCATION_REMOVED"]
        ),
        (
            "directive @d on FIELD", "directive @d(x: Int, y: Int!) repeatable on FIELD | QUERY",
            [
                "safe OPTIONAL_DIRECTIVE_ARG_ADDED", "breaking REQUIRED_DIRECTIVE_ARG_ADDED", "safe DIRECTIVE_REPEATABLE_ADDED",
                "safe DIRECTIVE_LOCATION_ADDED",
            ]
        ),
        ("directive @d on FIELD", "directive @e on FIELD", ["breaking DIRECTIVE_REMOVED", "safe DIRECTIVE_ADDED"]),
        (
            "type A { a: Int } schema { query: Query mutation: A }", "type A { a: Int } schema { query: A subscription: Query }",
            ["breaking ROOT_TYPE_CHANGED", "breaking ROOT_TYPE_CHANGED", "safe ROOT_TYPE_ADDED"]
        ),
        ("type A { a: Int }", "\"New.\" type A { a: Int @deprecated }", ["safe DESCRIPTION_CHANGED", "safe DEPRECATION_CHANGED"]),
        ("type A { a: Int } # comment", "type A { a: Int }", []),
    ]

    private func changes(_ old: String, _ new: String) throws -> [String] {
        let build = { (sdl: String) in try SchemaBuilder.build(try Parser.parse("type Query { q: Int } " + sdl)).schema }
        return SchemaDiff.changes(from: try build(old), to: try build(new)).map { "\($0.severity) \($0.kind.rawValue)" }
    }

    @Test("are judged by what clients see", arguments: examples)
    func judged(old: String, new: String, expected: [String]) throws {
        #expect(try changes(old, new) == expected)
    }

    @Test("have an example of each kind")
    func complete() {
        let told = Set(Self.examples.flatMap(\.changes).compactMap { $0.split(separator: " ").last.map(String.init) })
        #expect(told == Set(SchemaChange.Kind.allCases.map(\.rawValue)))
    }
}
