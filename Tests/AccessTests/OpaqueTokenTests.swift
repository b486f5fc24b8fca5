import Testing

@testable import Access

@Suite("Opaque tokens")
struct OpaqueTokenTests {
    @Test("A generated token reads back, and no two are alike")
    func roundTrip() throws {
        let tokens = (0..<200).map { _ in OpaqueToken.generate() }
        #expect(Set(tokens).count == 200)
        for token in tokens {
            #expect(token.text.wholeMatch(of: /souk_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}/) != nil)
            #expect(try #require(OpaqueToken(token.text)).digest == token.digest)
        }
    }

    @Test("Every mistyped character is noticed without a look-up")
    func checksum() {
        let text = OpaqueToken.generate().text
        for index in text.indices {
            var damaged = text
            damaged.replaceSubrange(index...index, with: text[index] == "x" ? "y" : "x")
            #expect(OpaqueToken(damaged) == nil)
        }
    }

    @Test(
        "What has another shape is no token",
        arguments: ["", "souk_", "souk__", "souk_abc_def", String(repeating: "a", count: 55), "souk_" + String(repeating: "é", count: 25)])
    func shapes(text: String) {
        #expect(OpaqueToken(text) == nil)
    }

    @Test("The checksum is the one of IEEE 802.3")
    func crc() {
        #expect(CRC32.checksum(of: "123456789".utf8) == 0xCBF4_3926)
    }
}
