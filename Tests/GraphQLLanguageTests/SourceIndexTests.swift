import GraphQLLanguage
import Testing

@Suite("An index of a source")
struct SourceIndexTests {
    @Test(
        "finds the places that the source itself finds",
        arguments: [
            "", "a", "a\nb", "a\r\nb\rc", String(repeating: "line\n", count: 200), String(repeating: "ä😀", count: 200),
            String(repeating: "\r\n", count: 300), "x" + String(repeating: "\r\n", count: 300),
        ])
    func places(text: String) {
        let source = Source(text), index = SourceIndex(source)
        for offset in -1...source.bytes.count + 1 { #expect(index.location(at: offset) == source.location(at: offset)) }
    }
}
