import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite("Schemas from SDL")
struct SchemaBuilderTests {
    private func build(_ sdl: String, _ extensions: String...) throws -> Schema {
        try SchemaBuilder.build(try Parser.parse(sdl), extendedBy: try extensions.map { try Parser.parse($0) }).schema
    }

    private func messages(_ sdl: String, _ extensions: String...) throws -> [String] {
        do {
            _ = try SchemaBuilder.build(try Parser.parse(sdl), extendedBy: try extensions.map { try Parser.parse($0) })
            return []
        } catch let error as SchemaErrors {
            return error.errors.map(\.message)
        }
    }

    @Test("have what is built in, and print without it")
    func builtIns() throws {
        let schema = try build("type Query { a(x: ID): Int }")
        #expect(schema.types.map(\.name).prefix(5) == ["Query", "Int", "String", "Boolean", "ID"])
        #expect(schema.type(named: "Float") != nil, "a variable may have this type")
        #expect(!schema.types.contains { $0.name == "Float" })
        #expect(schema.directives.map(\.name) == ["include", "skip", "deprecated", "specifiedBy", "oneOf"])
        #expect(SchemaPrinter.print(schema) == "type Query {\n  a(x: ID): Int\n}")
    }

    @Test("grow by extensions of every kind")
    func extensions() throws {
        let schema = try build(
            """
            scalar S type Query implements I { a: S } interface I { a: S } union U = Query enum E { A } input In { a: Int }
            """,
            """
            extend scalar S @specifiedBy(url: "https://example.org") extend type Query implements J { b: U } interface J { b: U }
            extend union U = T type T { a: E } extend enum E { B @deprecated } extend input In { b: In } extend schema { mutation: T }
            """)
        #expect(
            SchemaPrinter.print(schema) == """
                schema {
                  query: Query
                  mutation: T
                }

                scalar S @specifiedBy(url: "https://example.org")

                type Query implements I & J {
                  a: S
                  b: U
                }

                interface I {
                  a: S
                }

                union U = Query | T

                enum E {
                  A
                  B @deprecated
                }

                input In {
                  a: Int
                  b: In
                }

                interface J {
                  b: U
                }

                type T {
                  a: E
                }
                """)
    }

    @Test(
        "are refused for what SDL alone shows",
        arguments: [
            ("type A { b: Elsewhere }", "Unknown type \"Elsewhere\"."),
            ("type A { a: Int a: Int }", "Field \"A.a\" can only be defined once."),
            ("type A type A", "There can be only one type named \"A\"."),
            ("enum E { A A }", "Enum value \"E.A\" can only be defined once."),
            ("type A { a(b: Int, b: Int): Int }", "Argument \"A.a(b:)\" can only be defined once."),
            ("type A @nope { a: Int }", "Unknown directive \"@nope\"."),
            ("type A @deprecated { a: Int }", "Directive \"@deprecated\" may not be used on object."),
            ("scalar A @specifiedBy", "Argument \"@specifiedBy(url:)\" of type \"String!\" is required, but it was not provided."),
            ("scalar A @specifiedBy(url: \"\", urls: 1)", "Unknown argument \"urls\" on directive \"@specifiedBy\". Did you mean \"url\"?"),
            ("extend type A { a: Int }", "Cannot extend type \"A\" because it is not defined."),
            ("scalar A extend enum A { B }", "Cannot extend non-enum type \"A\"."),
            ("schema { query: A } schema { mutation: A } type A", "Must provide only one schema definition."),
            ("directive @a on FIELD directive @a on FIELD", "There can be only one directive named \"@a\"."),
            ("input I { a: Int } extend input I @oneOf", "Extension of input object type \"I\" must not provide \"@oneOf\"."),
            ("input I { a: I = {a: {a: null, a: null}} }", "There can be only one input field named \"a\"."),
        ])
    func refused(sdl: String, message: String) throws {
        #expect(try messages(sdl) == [message])
    }

    @Test(
        "are refused values that no argument of a directive takes",
        arguments: [
            (
                "type A { a: Int @deprecated(reason: 5) }",
                "1:37 Argument \"@deprecated(reason:)\" has invalid value: String cannot represent a non string value: 5"
            ),
            (
                "type A { a: Int @deprecated(reason: null) }",
                "1:37 Argument \"@deprecated(reason:)\" has invalid value: Expected value of non-null type \"String!\" not to be null."
            ),
            (
                "directive @d(x: Int) on OBJECT type Query @d(x: 1.0) { a: Int }",
                "1:49 Argument \"@d(x:)\" has invalid value: Int cannot represent non-integer value: 1.0"
            ),
            (
                "extend scalar S @specifiedBy(url: 1) scalar S",
                "1:35 Argument \"@specifiedBy(url:)\" has invalid value: String cannot represent a non string value: 1"
            ),
            (
                "directive @r(a: Int!) on OBJECT type A @r(a: \"x\") { a: Int }",
                "1:46 Argument \"@r(a:)\" has invalid value: Int cannot represent non-integer value: \"x\""
            ),
            (
                "directive @r(a: [In!]) on ENUM_VALUE input In { e: E } enum E { A B @r(a: [{e: A}, {e: C}]) }",
                "1:88 Argument \"@r(a:)\" has invalid value at [1].e: Value \"C\" does not exist in \"E\" enum. Did you mean the enum value \"A\" or \"B\"?"
            ),
        ])
    func directiveArguments(sdl: String, fault: String) throws {
        let document = try Parser.parse(sdl)
        let errors = #expect(throws: SchemaErrors.self) { try SchemaBuilder.build(document) }?.errors ?? []
        #expect(errors.map { "\($0.locations.map { "\($0.line):\($0.column)" }.joined()) \($0.message)" } == [fault])
    }

    @Test("may give to a directive whatever its arguments take")
    func directiveValues() throws {
        let sdl = """
            directive @r(a: [In!], b: Float, any: Any) repeatable on SCHEMA | OBJECT | FIELD_DEFINITION
            scalar Any @specifiedBy(url: "x") input In { e: E! = A i: ID } enum E { A B }
            schema @r(a: null) { query: A } type A @r(a: {i: 1}, b: 2) @r(a: [{e: B}], any: [{x: Y}, null]) { a: Int @deprecated }
            """
        #expect(try messages(sdl, "extend type A @r(a: []) { b: Int @r(any: 1) @deprecated(reason: \"old\") }") == [])
    }

    @Test("are refused an extension that defines what is there")
    func redefinition() throws {
        #expect(
            try messages("type A { a: Int }", "type A extend type A { a: Int }") == [
                "Type \"A\" already exists in the schema. It cannot also be defined in this type definition.",
                "Field \"A.a\" already exists in the schema. It cannot also be defined in this type extension.",
            ])
    }

    @Test("know subtypes, implementations and meta fields")
    func relations() throws {
        let schema = try build(
            "type Query { u: U } interface I { a: Int } interface J implements I { a: Int } type T implements I & J { a: Int } union U = T")
        #expect(schema.possibleTypes(of: "I") == ["T"])
        #expect(schema.implementations(of: "I") == ["J", "T"])
        #expect(schema.isSubtype("J", of: "I"))
        #expect(schema.isSubtype(.nonNull(.list(.named("T"))), of: .list(.named("U"))))
        #expect(!schema.isSubtype(.list(.named("T")), of: .nonNull(.list(.named("U")))))
        let query = try #require(schema.type(named: "Query")), object = try #require(schema.type(named: "T"))
        #expect(schema.field("__type", on: query)?.type == .named("__Type"))
        #expect(schema.field("__type", on: object) == nil)
        #expect(schema.field("__typename", on: object) != nil)
    }
}
