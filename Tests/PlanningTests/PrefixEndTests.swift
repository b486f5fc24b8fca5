import Planning
import Testing

@Suite("What comes after all texts of one beginning") struct PrefixEndTests {
    @Test(
        "is the beginning with its last character one further",
        arguments: [
            ("a", "b"), ("ab", "ac"), ("a\u{7F}", "a\u{80}"), ("\u{D7FF}", "\u{E000}"), ("a\u{10FFFF}", "b"), ("a\u{10FFFF}\u{10FFFF}", "b"),
        ])
    func ends(prefix: String, end: String) {
        #expect(PrefixEnd.text(for: prefix).unicodeScalars.elementsEqual(end.unicodeScalars))
    }

    @Test("is beyond every text where the beginning has nothing after it", arguments: ["", "\u{10FFFF}"])
    func endless(prefix: String) {
        let end = PrefixEnd.text(for: prefix)
        for text in [prefix, prefix + "z", prefix + String(repeating: "\u{10FFFF}", count: 500)] {
            #expect(text.utf8.lexicographicallyPrecedes(end.utf8))
        }
    }
}
