import GraphQLLanguage
import Testing

@Suite("Strings stand for text")
struct StringTests {
    private func value(of literal: String) throws -> String {
        guard case .string(let text, _) = try Parser.parseValue(Source(literal)).kind else { throw NotAString() }
        return text
    }

    private struct NotAString: Error {}

    @Test(
        "escapes",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u{42}\u{000043}""#, "ABC"),
            (#""\uD83D\uDE00\u{1F600}""#, "😀😀"), (#""\u{10FFFF}\u0000""#, "\u{10FFFF}\u{0}"), ("\"ä\u{FEFF}#,\"", "ä\u{FEFF}#,"),
        ])
    func escapes(literal: String, text: String) throws {
        #expect(try value(of: literal) == text)
    }

    @Test(
        "block strings lose their common indentation and blank ends",
        arguments: [
            ("\"\"\"\"\"\"", ""), ("\"\"\" a \"\"\"", " a "), ("\"\"\"\n    a\n      b\n    c\n  \"\"\"", "a\n  b\nc"),
            ("\"\"\"first\n    a\n      b\"\"\"", "first\na\n  b"), ("\"\"\"\n\n \n a\n\n b\n \n\"\"\"", "a\n\nb"),
            ("\"\"\"a\r\nb\rc\nd\"\"\"", "a\nb\nc\nd"), ("\"\"\"\\n \\u0041 \\\"\"\" \\\\ \"\"\"", "\\n \\u0041 \"\"\" \\\\ "),
            ("\"\"\"\t\ta\n\t\tb\"\"\"", "\t\ta\nb"), ("\"\"\"   \"\"\"", ""),
        ])
    func blockStrings(literal: String, text: String) throws {
        #expect(try value(of: literal) == text)
    }

    @Test(
        "what is printed reads back as the same text, as a string and as a block string, minimized or not",
        arguments: [
            "", "a", " a", "a ", "a\nb", " a\nb", "\"", "a\"", "\"\"\"", "a\"\"\"", "\\", "a\\", "\"\"\"\"", "ä😀", "\ta\nb",
            "a\n\n b", String(repeating: "x", count: 71), String(repeating: " x", count: 80),
        ])
    func roundTrip(text: String) throws {
        #expect(try value(of: StringLiteral.print(text)) == text)
        #expect(try value(of: BlockString.print(text)) == text)
        #expect(try value(of: BlockString.print(text, minimized: true)) == text)
    }

    @Test("control characters are escaped when a string is printed")
    func controlCharacters() throws {
        let text = "\u{0}\u{1F}\u{7F}\u{9F}\u{A0}\n\"\\"
        #expect(StringLiteral.print(text) == "\"\\u0000\\u001F\\u007F\\u009F\u{A0}\\n\\\"\\\\\"")
        #expect(try value(of: StringLiteral.print(text)) == text)
    }
}
