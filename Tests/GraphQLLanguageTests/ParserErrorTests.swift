import GraphQLLanguage
import Testing

@Suite("A syntax error says what was found, what was expected, and where")
struct ParserErrorTests {
    @Test(
        "in documents",
        arguments: [
            ("", "Unexpected <EOF>.", 1, 1), ("{", "Expected Name, found <EOF>.", 1, 2), ("{}", "Expected Name, found \"}\".", 1, 2),
            ("query Q", "Expected \"{\", found <EOF>.", 1, 8), ("{ a(", "Expected Name, found <EOF>.", 1, 5),
            ("{ a() }", "Expected Name, found \")\".", 1, 5), ("{ a(b) }", "Expected \":\", found \")\".", 1, 6),
            ("{ a\n ..x }", "Unexpected \"..\", did you mean \"...\"?", 2, 2), ("{ ... on }", "Expected Name, found \"}\".", 1, 10),
            ("fragment on on T { a }", "Unexpected Name \"on\".", 1, 10),
            ("fragment F T { a }", "Expected \"on\", found Name \"T\".", 1, 12),
            ("query ($a: Int = $b) { a }", "Unexpected variable \"$b\" in constant value.", 1, 18),
            ("query ($a: Int = $) { a }", "Unexpected \"$\".", 1, 18), ("query () { a }", "Expected \"$\", found \")\".", 1, 8),
            ("{ a(b: \"x\" \"y\") }", "Expected Name, found String \"y\".", 1, 12),
            ("{ a(b: 1 \"\"\" y \"\"\") }", "Expected Name, found BlockString \" y \".", 1, 10),
            ("subscribe { a }", "Unexpected Name \"subscribe\".", 1, 1), ("{ a } }", "Unexpected \"}\".", 1, 7),
            ("\"d\" { a }", "Unexpected description, descriptions are not supported on shorthand queries.", 1, 1),
            ("\"d\" extend type A @b", "Unexpected description, only GraphQL definitions support descriptions.", 1, 1),
            ("enum E { true }", "Name \"true\" is reserved and cannot be used for an enum value.", 1, 10),
            ("directive @a on FIELD | NOWHERE", "Unexpected Name \"NOWHERE\".", 1, 25),
            ("directive @a repeatable FIELD", "Expected \"on\", found Name \"FIELD\".", 1, 25),
            ("extend type A", "Unexpected <EOF>.", 1, 14), ("extend query A", "Unexpected Name \"query\".", 1, 8),
            ("type A { b }", "Expected \":\", found \"}\".", 1, 12), ("type A { }", "Expected Name, found \"}\".", 1, 10),
            ("schema { queri: A }", "Unexpected Name \"queri\".", 1, 10), ("union A = ", "Expected Name, found <EOF>.", 1, 11),
            ("type A implements { b: C }", "Expected Name, found \"{\".", 1, 19), ("ä", "Unexpected character: U+00E4.", 1, 1),
            ("{ a }\r\n# ä😀\r { 1 }", "Expected Name, found Int \"1\".", 3, 4),
        ])
    func documents(text: String, message: String, line: Int, column: Int) {
        let expected = GraphQLError(.syntax, "Syntax Error: \(message)", locations: [SourceLocation(line: line, column: column)])
        #expect(throws: expected) { try Parser.parse(text) }
    }
}
