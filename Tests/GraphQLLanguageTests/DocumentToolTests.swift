import GraphQLLanguage
import Testing

@Suite("What is done with documents as a whole")
struct DocumentToolTests {
    @Test(
        "ignored characters are stripped",
        arguments: [
            ("", ""), (" , # c", ""), ("{ a , b }", "{a b}"), ("a ...b", "a ...b"), ("... a", "...a"), ("1 2", "1 2"),
            ("\"a\" \"b\"", "\"a\" \"b\""),
            ("query Q($a: Int) { a(b: $a) }", "query Q($a:Int){a(b:$a)}"), ("\"\"\"\n  a\n  b\n\"\"\"", "\"\"\"a\nb\"\"\""),
        ])
    func strip(text: String, expected: String) throws {
        #expect(try Source(text).strippedOfIgnoredCharacters() == expected)
    }

    @Test("stripping needs tokens")
    func stripFails() {
        #expect(throws: GraphQLError(.syntax, "Syntax Error: Unterminated string.", locations: [SourceLocation(line: 2, column: 2)])) {
            try Source("a\n\"").strippedOfIgnoredCharacters()
        }
    }

    @Test("each operation takes the fragments it needs, in document order, cycles included")
    func separate() throws {
        let document = try Parser.parse(
            "fragment B on T { ...A } query One { x { ...A } } fragment A on T { ...B ...Gone } { y } fragment Unused on T { z }")
        let separated = document.separatedOperations().map { ($0.name, $0.definitions.map(Self.name)) }
        #expect(separated.map(\.0) == ["One", ""])
        #expect(separated.map(\.1) == [["B", "One", "A"], [""]])
    }

    private static func name(_ definition: Definition) -> String {
        switch definition {
        case .operation(let operation): operation.name?.value ?? ""
        case .fragment(let fragment): fragment.name.value
        default: "?"
        }
    }

    @Test("places count lines and code points, many as one by one")
    func places() {
        let source = Source("a😀b\r\nc\rd\n\ne")
        let offsets = Array((0...source.bytes.count).reversed())
        #expect(source.locations(at: offsets) == offsets.map(source.location))
        #expect(source.location(at: 5) == SourceLocation(line: 1, column: 3))
        #expect(source.location(at: 8) == SourceLocation(line: 2, column: 1))
        #expect(source.location(at: 10) == SourceLocation(line: 3, column: 1))
        #expect(source.location(at: 13) == SourceLocation(line: 5, column: 1))
        #expect(source.location(at: 1_000) == SourceLocation(line: 5, column: 2))
    }
}
