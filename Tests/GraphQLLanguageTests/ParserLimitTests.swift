import GraphQLLanguage
import Testing

@Suite("What is too large is refused, never suffered")
struct ParserLimitTests {
    private func code(_ text: String, _ limits: ParserLimits = .standard) -> GraphQLError.Code? {
        do throws(GraphQLError) {
            _ = try Parser.parse(text, limits: limits)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("tokens are counted, comments are not")
    func tokens() {
        #expect(code("{ a b c }", ParserLimits(tokens: 5)) == nil)
        #expect(code("{ a b c d }", ParserLimits(tokens: 5)) == .tooComplex)
        #expect(code(String(repeating: "#\n", count: 20_000) + "{ a }") == nil)
        #expect(code("{" + String(repeating: " a", count: 15_000) + "}") == .tooComplex)
    }

    @Test("bytes are counted before anything is read")
    func bytes() {
        #expect(code("{ a }", ParserLimits(bytes: 5)) == nil)
        #expect(code("{ aa }", ParserLimits(bytes: 5)) == .tooComplex)
        #expect(code("?" + String(repeating: " ", count: 1 << 20)) == .tooComplex)
    }

    /// Texts nested `depth` levels deep, in each way there is.
    private static func nested(_ depth: Int) -> [String] {
        func around(_ open: String, _ middle: String, _ close: String) -> String {
            String(repeating: open, count: depth) + middle + String(repeating: close, count: depth)
        }
        return [
            around("{a", "", "}"), "{a" + around("{...", "{a}", "}") + "}", "{a(b:" + around("[", "", "]") + ")}",
            "{a(b:" + around("{c:", "1", "}") + ")}", "query($a:" + around("[", "A", "]") + "){a}",
            "type A{b:" + around("[", "A", "]") + "}",
        ]
    }

    @Test("nesting is bounded in every place where a text can nest", arguments: nested(190))
    func deep(text: String) {
        #expect(code(text) == nil)
    }

    @Test(
        "nesting beyond the limit is refused, closed or not",
        arguments: nested(201) + nested(7_000) + ["{a", "[", "{a:", "{...", "{a(b:["].map { String(repeating: $0, count: 3_000) })
    func tooDeep(text: String) {
        #expect(code(text) == .tooComplex || code(text) == .syntax)
    }

    @Test("no limit can be set so high that the stack would end first")
    func ceiling() {
        #expect(ParserLimits(nesting: .max).nesting == ParserLimits.deepest)
        let text = String(repeating: "{a", count: 100_000)
        #expect(code(text, ParserLimits(bytes: .max, tokens: .max, nesting: .max)) == .tooComplex)
    }
}
