import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite("Printing schemas")
struct SchemaPrinterTests {
    @Test(
        "gives back what is in normal form",
        arguments: [
            "type Query {\n  a: Int\n}",
            "\"\"\"A schema.\"\"\"\nschema {\n  query: Query\n}\n\ntype Query {\n  a: Int\n}",
            "schema {\n  query: Root\n}\n\ntype Root {\n  a: Int\n}",
            // What only a `schema` definition tells: that a type is no root although it is called like one, or is one although it is not.
            "schema {\n  query: Query\n}\n\ntype Query {\n  a: Mutation\n}\n\ntype Mutation {\n  b: Int\n}",
            "schema {\n  query: Query\n}\n\ntype Query {\n  a: Int\n}\n\nscalar Subscription",
            "schema {\n  query: QUERY\n}\n\ntype QUERY {\n  a: Int\n}",
            "schema {\n  query: Mutation\n  mutation: Query\n}\n\ntype Query {\n  a: Int\n}\n\ntype Mutation {\n  a: Int\n}",
            "type Query {\n  a: Int\n}\n\ntype Mutation {\n  a: Int\n}\n\ntype Subscription {\n  a: Int\n}",
            "directive @d(a: Int = 1, b: [String!] = [\"x\"]) repeatable on FIELD | QUERY\n\ntype Query {\n  a: Int\n}",
            "type Query {\n  a(\n    \"\"\"An argument.\"\"\"\n    b: Int = 1\n\n    \"\"\"Another.\"\"\"\n    c: Int\n    d: Int\n  ): Int @deprecated(reason: \"old\")\n}",
            "type Query {\n  \"\"\"\n  Two\n  lines.\n  \"\"\"\n  a: Int\n\n  \" \"\n  b: Int\n}",
            "type Query {\n  a(\n    \"\"\"\"\"\"\n    b: Int\n  ): Int\n}",
            "input I @oneOf {\n  a: Int\n}\n\ntype Query {\n  a(i: I = { a: 1 }): Int\n}",
        ])
    func gives(sdl: String) throws {
        #expect(SchemaPrinter.print(try SchemaBuilder.build(try Parser.parse(sdl)).schema) == sdl)
    }

    @Test(
        "keeps the roots",
        arguments: [
            "schema{query:Query} type Query{a:Mutation} type Mutation{b:Int}", "schema{query:QUERY} type QUERY{a:Int}",
            "schema{query:A mutation:Query} type A{a:Int} type Query{a:Int} type Subscription{a:Int}", "type Query{a:Int}",
        ])
    func roots(sdl: String) throws {
        let schema = try SchemaBuilder.build(try Parser.parse(sdl)).schema
        let again = try SchemaBuilder.build(try Parser.parse(SchemaPrinter.print(schema))).schema
        for operation in OperationType.allCases { #expect(again.rootType(for: operation) == schema.rootType(for: operation)) }
    }

    @Test("sorts names as people do")
    func sorts() throws {
        let schema = try SchemaBuilder.build(try Parser.parse("type Query { b10: Int b9(y: Int, x: Int): Int } enum E { B A } scalar D"))
            .schema
        #expect(
            SchemaPrinter.print(schema.sorted) == """
                scalar D

                enum E {
                  A
                  B
                }

                type Query {
                  b9(x: Int, y: Int): Int
                  b10: Int
                }
                """)
    }
}
