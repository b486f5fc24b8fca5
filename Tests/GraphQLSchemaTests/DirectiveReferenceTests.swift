import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite("The definition of a directive")
struct DirectiveReferenceTests {
    private func errors(_ sdl: String, _ extensions: String...) throws -> [GraphQLError] {
        let documents = try ([sdl + "\ntype Query { q: Int }"] + extensions).map { try Parser.parse($0, limits: .trusted) }
        return SchemaValidator.errors(in: try SchemaBuilder.build(documents[0], extendedBy: Array(documents.dropFirst())))
    }

    @Test(
        "does not lead to the directive itself",
        arguments: [
            ("directive @a(x: Int @a) on ARGUMENT_DEFINITION", "@a references itself through: @a(x:)"),
            (
                "directive @a(x: Int @b) on ARGUMENT_DEFINITION directive @b(x: Int @a) on ARGUMENT_DEFINITION",
                "@a references itself through: @a(x:), @b(x:)"
            ),
            ("directive @a(x: In) on INPUT_FIELD_DEFINITION input In { y: Int @a }", "@a references itself through: @a(x:), In.y"),
            ("directive @a(x: [In!]) on INPUT_OBJECT input In @a { y: Int }", "@a references itself through: @a(x:), In"),
            ("directive @a(x: E) on ENUM_VALUE enum E { A B @a }", "@a references itself through: @a(x:), E.B"),
            ("directive @a(x: E) on ENUM enum E @a { A }", "@a references itself through: @a(x:), E"),
            ("directive @a(x: S) on SCALAR scalar S @a", "@a references itself through: @a(x:), S"),
            // Through a built-in directive, whose argument is a `String`.
            (
                "directive @a(x: Int @deprecated) on SCALAR scalar String @a",
                "@a references itself through: @a(x:), @deprecated(reason:), String"
            ),
            // The way back from J to I is found before the one through the directive.
            (
                """
                directive @b(x: I) on FIELD directive @a(x: J) on INPUT_FIELD_DEFINITION
                input I { j: J y: Int @a } input J { i: I }
                """, "@a references itself through: @a(x:), J.i, I.y"
            ),
        ])
    func refused(sdl: String, way: String) throws {
        #expect(try errors(sdl).map(\.message) == ["Invalid circular reference. The definition of directive \(way)."])
    }

    @Test("is shown along the whole way, in the document that an error speaks of")
    func places() throws {
        let errors = try errors("directive @a(x: In) on INPUT_FIELD_DEFINITION\ninput In { y: Int }", "\nextend input In { z: Int @a }")
        #expect(errors.map(\.locations) == [[SourceLocation(line: 1, column: 17), SourceLocation(line: 2, column: 26)]])
    }

    @Test(
        "may lead to types and directives that do not lead back",
        arguments: [
            "directive @a(x: I @b) on FIELD input I { i: I @b j: [J] @deprecated } input J { i: I } directive @b(x: Int) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION",
            // As the reference implementation has it.
            "directive @a(x: S) on SCALAR scalar S extend scalar S @a",
            "directive @a(x: I) on FIELD_DEFINITION input I { i: Int } type T { f(i: I): I0 @a } scalar I0",
            "directive @a(x: Int @b, y: Int @b) on FIELD directive @b(x: E) on ARGUMENT_DEFINITION enum E { A @deprecated }",
        ])
    func accepted(sdl: String) throws {
        #expect(try errors(sdl).isEmpty)
    }

    @Test("is followed along long chains of types")
    func types() throws {
        let length = 50_000
        let types = (0..<length).map { "input I\($0) { a: I\($0 + 1) }" }
        let sdl = """
            directive @a(x: I0) on INPUT_FIELD_DEFINITION input I\(length) { a: Int @a }
            \(types.joined(separator: "\n"))
            """
        #expect(try errors(sdl).map(\.locations.count) == [length + 2])
    }

    @Test("is followed along long chains of directives")
    func directives() throws {
        let length = 50_000
        let definitions = (0..<length).map { "directive @a\($0)(x: Int @a\(($0 + 1) % length)) on ARGUMENT_DEFINITION" }
        #expect(try errors(definitions.joined(separator: "\n")).map(\.locations.count) == [length])
    }
}
