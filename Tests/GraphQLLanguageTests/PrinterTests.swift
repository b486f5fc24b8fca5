import GraphQLLanguage
import Testing

@Suite("The printer writes normal form")
struct PrinterTests {
    @Test(
        "documents",
        arguments: [
            ("{a}", "{\n  a\n}"), ("query{a}", "{\n  a\n}"), ("query Q{a}", "query Q {\n  a\n}"),
            ("query($a:A){a}", "query ($a: A) {\n  a\n}"),
            ("query@a{b}", "query @a {\n  b\n}"), ("mutation{a}", "mutation {\n  a\n}"), ("{a}{b}", "{\n  a\n}\n\n{\n  b\n}"),
            ("{...A@b ...on C{d}...@e{f}...{g}}", "{\n  ...A @b\n  ... on C {\n    d\n  }\n  ... @e {\n    f\n  }\n  ... {\n    g\n  }\n}"),
            ("fragment A on B@c{d}", "fragment A on B @c {\n  d\n}"), ("\"d\"query{a}", "\"d\"\nquery {\n  a\n}"),
            ("\"\"\"d\"\"\"fragment A on B{c}", "\"\"\"d\"\"\"\nfragment A on B {\n  c\n}"),
            ("query(\"d\"$a:A,$b:B){a}", "query (\n\"d\"\n$a: A\n$b: B\n) {\n  a\n}"),
            ("{a(b:{c:1,d:[E,$f]},g:null)}", "{\n  a(b: { c: 1, d: [E, $f] }, g: null)\n}"),
        ])
    func documents(text: String, expected: String) throws {
        #expect(Printer.print(try Parser.parse(text)) == expected)
    }

    @Test("a query after a type keeps its keyword: braces alone would be the type's fields")
    func shorthand() throws {
        #expect(Printer.print(try Parser.parse("type A query{a}query{b}")) == "type A\n\nquery {\n  a\n}\n\n{\n  b\n}")
    }

    @Test("lists and objects on one line while they fit")
    func width() throws {
        let fits = "[" + Array(repeating: "12345678", count: 7).joined(separator: ", ") + ", 12345678]"
        #expect(fits.count == 80)
        #expect(Printer.print(try Parser.parseValue(Source(fits))) == fits)
        let broken = Printer.print(try Parser.parseValue(Source(fits.replacing("78]", with: "789]"))))
        #expect(broken == "[\n" + String(repeating: "  12345678\n", count: 7) + "  123456789\n]")
        let object = try Parser.parseValue(Source("{a: \"\(String(repeating: "ä", count: 80))\", b: [1]}"))
        #expect(Printer.print(object) == "{\n  a: \"\(String(repeating: "ä", count: 80))\"\n  b: [1]\n}")
    }

    @Test("arguments on lines of their own where the field's line would be too long")
    func arguments() throws {
        let long = String(repeating: "x", count: 70)
        let text = "{ a { b(first: \(long), c: 2) @d } }"
        #expect(Printer.print(try Parser.parse(text)) == "{\n  a {\n    b(\n      first: \(long)\n      c: 2\n    ) @d\n  }\n}")
    }

    @Test("an excerpt is short however large the value")
    func excerpt() throws {
        let value = try Parser.parseValue(Source("[\(String(repeating: "[\"ä\"],", count: 4_000))]"), limits: .trusted)
        #expect(Printer.excerpt(value).utf8.count < 600)
        let text = try Parser.parseValue(Source("\"" + String(repeating: "ä", count: 100_000) + "\""))
        #expect(Printer.excerpt(text).utf8.count < 1_000)
        #expect(Printer.excerpt(try Parser.parseValue(Source("{a:1}"))) == "{ a: 1 }")
    }

    @Test("definitions of types, and their extensions")
    func typeSystem() throws {
        let text = """
            \"""Root\"""
            schema @a {
              query: Q
              mutation: M
            }

            scalar S @specifiedBy(url: "x")

            type Q implements I & J @a {
              "field"
              f(a: Int = 1, b: [S!]! @deprecated): S! @a
              g(
                "argument"
                a: Int
                b: Int
              ): S
            }

            interface I implements J {
              f: S
            }

            union U @a = Q | R

            enum E {
              "value"
              A @deprecated(reason: "r")
              B
            }

            input In @oneOf {
              a: Int = 1 @a
            }

            directive @a(b: C = { d: 1 }) repeatable on FIELD | QUERY

            extend schema @b

            extend type Q @c

            extend union U = V

            extend input In {
              z: Int
            }
            """
        #expect(Printer.print(try Parser.parse(text)) == text)
    }
}
