import GraphQLLanguage
import Testing

@Suite("The lexer cuts source into tokens")
struct LexerTests {
    /// The tokens of a text as `kind:text`, and the error that ends them.
    private func tokens(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        var lexer = Lexer(bytes.span)
        var tokens: [String] = []
        while true {
            do throws(SyntaxError) {
                let token = try lexer.next()
                guard token.kind != .endOfFile else { return tokens }
                tokens.append("\(token.kind):\(String(decoding: bytes[token.range], as: UTF8.self))")
            } catch {
                return tokens + ["\(error.message) @\(error.offset)"]
            }
        }
    }

    @Test(
        "punctuators, names, numbers and strings",
        arguments: [
            ("", []),
            (
                "! $ & ( ) ... : = @ [ ] { | }",
                [
                    "bang:!", "dollar:$", "ampersand:&", "parenL:(", "parenR:)", "spread:...", "colon::", "equals:=", "at:@", "bracketL:[",
                    "bracketR:]", "braceL:{", "pipe:|", "braceR:}",
                ]
            ),
            ("_a Z9 __typename", ["name:_a", "name:Z9", "name:__typename"]),
            ("0 -0 42 -7 123456789012345678901234567890", ["int:0", "int:-0", "int:42", "int:-7", "int:123456789012345678901234567890"]),
            ("1.5 -0.1 1e3 1E+3 2.5e-10", ["float:1.5", "float:-0.1", "float:1e3", "float:1E+3", "float:2.5e-10"]),
            (#""" "a" "a\"b""#, [#"string:"""#, #"string:"a""#, #"string:"a\"b""#]),
            (#""""block "quoted" \""" text""" x"#, [#"blockString:"""block "quoted" \""" text""""#, "name:x"]),
            ("\"\"\"\"\"\"", ["blockString:\"\"\"\"\"\""]),
        ] as [(String, [String])])
    func tokens(text: String, expected: [String]) {
        #expect(tokens(of: text) == expected)
    }

    @Test(
        "what is ignored: blanks, commas, line ends, comments and byte order marks",
        arguments: [
            "a b", "a,,,b", "a\tb", "a\nb", "a\r\nb", "a # comment, { \"\n b", "\u{FEFF}a\u{FEFF} b # end", "# only\ra b",
        ])
    func ignored(text: String) {
        #expect(tokens(of: text) == ["name:a", "name:b"])
    }

    @Test(
        "what is no token",
        arguments: [
            ("a ?", "Unexpected character: \"?\". @2"), ("ä", "Unexpected character: U+00E4. @0"),
            ("😀", "Unexpected character: U+1F600. @0"), ("\u{7}", "Unexpected character: U+0007. @0"),
            ("\u{0}", "Unexpected character: U+0000. @0"), ("..", "Unexpected \"..\", did you mean \"...\"? @0"),
            (".", "Unexpected character: \".\". @0"),
            (".12", "Invalid number, expected digit before \".\", did you mean \"0.12\"? @0"),
            ("'a'", "Unexpected single quote character ('), did you mean to use a double quote (\")? @0"),
            ("00", "Invalid number, unexpected digit after 0: \"0\". @1"), ("1.", "Invalid number, expected digit but got: <EOF>. @2"),
            ("-", "Invalid number, expected digit but got: <EOF>. @1"), ("1e+", "Invalid number, expected digit but got: <EOF>. @3"),
            ("1x", "Invalid number, expected digit but got: \"x\". @1"), ("1.2.3", "Invalid number, expected digit but got: \".\". @3"),
            ("\"", "Unterminated string. @1"), ("\"a\n\"", "Unterminated string. @2"), ("\"\"\"a\"\"", "Unterminated string. @6"),
            (#""\"#, #"Invalid character escape sequence: "\". @1"#), (#""\x""#, #"Invalid character escape sequence: "\x". @1"#),
            (#""\u12""#, #"Invalid Unicode escape sequence: "\u12"". @1"#),
            (#""\u{}""#, #"Invalid Unicode escape sequence: "\u{}". @1"#),
            (#""\u{110000}""#, #"Invalid Unicode escape sequence: "\u{110000}". @1"#),
            (#""\u{D800}""#, #"Invalid Unicode escape sequence: "\u{D800}". @1"#),
            (#""\u{123456789}""#, #"Invalid Unicode escape sequence: "\u{123456789". @1"#),
            (#""\uD83D""#, #"Invalid Unicode escape sequence: "\uD83D". @1"#),
            (#""\uDE00\uD83D""#, #"Invalid Unicode escape sequence: "\uDE00". @1"#),
            (#""\uD83D\u0041""#, #"Invalid Unicode escape sequence: "\uD83D". @1"#),
        ])
    func errors(text: String, expected: String) {
        #expect(tokens(of: text).last == expected)
    }

    @Test("the end stays the end")
    func end() throws {
        let bytes = Array("a".utf8)
        var lexer = Lexer(bytes.span)
        _ = try lexer.next()
        for _ in 0..<3 {
            let token = try lexer.next()
            #expect(token.kind == .endOfFile && token.range == 1..<1)
        }
    }

    @Test("bytes that are not UTF-8 end in an error or in U+FFFD, nowhere else")
    func notUTF8() {
        #expect(throws: GraphQLError.self) { try Parser.parse(Source(bytes: [0x7B, 0xFF, 0x7D])) }
        #expect(throws: GraphQLError.self) { try Parser.parse(Source(bytes: [0x7B, 0xC3])) }
        let string = try? Parser.parseValue(Source(bytes: [0x22, 0x61, 0xFF, 0x22]))
        #expect(string.map(Printer.print) == "\"a\u{FFFD}\"")
    }
}
