import GraphModel
import JSON
import Postgres
import Testing

@testable import Access

@Suite("OAuth's small parts")
struct OAuthTests {
    @Test("A verifier answers its challenge as in RFC 7636, appendix B")
    func challenge() {
        #expect(CodeChallenge.answered(by: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        #expect(CodeChallenge.isValid("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"))
    }

    @Test(
        "What is no verifier answers none", arguments: ["", "short", String(repeating: "a", count: 129), String(repeating: "ä", count: 43)])
    func noVerifier(text: String) {
        #expect(CodeChallenge.answered(by: text) == nil)
        #expect(!CodeChallenge.isValid(text))
    }

    @Test("Base64 for addresses reads back what it wrote")
    func base64() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect(Base64URL.decode(Array(Base64URL.encode(bytes).utf8)) == bytes)
        }
    }

    @Test("Ten wrong secrets a minute for each client; time heals")
    func guesses() {
        let limit = GuessLimit()
        let start = ContinuousClock.now
        for _ in 0..<10 { #expect(!limit.isTooMany(of: "app", at: start)) }
        #expect(limit.isTooMany(of: "app", at: start))
        #expect(!limit.isTooMany(of: "other", at: start))
        #expect(!limit.isTooMany(of: "app", at: start + .seconds(61)))
    }

    @Test("Of more clients than fit nobody is told, and nobody's count is lost")
    func flood() {
        let limit = GuessLimit()
        let start = ContinuousClock.now
        for _ in 0..<11 { _ = limit.isTooMany(of: "app", at: start) }
        for number in 0..<5_000 { #expect(!limit.isTooMany(of: "other \(number)", at: start)) }
        #expect(limit.isTooMany(of: "app", at: start))
    }

    @Test("An id is of the form that the database gives out, or is none")
    func clientIDs() {
        let digits = "0123456789abcdef"
        #expect(OAuthClient.isID("app_" + digits + digits))
        for wrong in [
            "", "app_", "app_none", "app_" + digits, "app_" + digits.uppercased() + digits, "app_" + digits + digits + "0",
            "apx_" + digits + digits,
        ] {
            #expect(!OAuthClient.isID(wrong))
        }
    }

    @Test(
        "The port of the machine's own address is free, and nothing else is",
        arguments: [
            ("http://127.0.0.1/b", "http://127.0.0.1:51004/b", true), ("http://127.0.0.1:1/b", "http://127.0.0.1:65535/b", true),
            ("http://127.0.0.1:1/b", "http://127.0.0.1/b", true), ("http://[::1]:8080", "http://[::1]:1", true),
            ("http://localhost/b", "http://localhost/b", true), ("https://a.example/b", "https://a.example/b", true),
            ("http://127.0.0.1/b", "http://127.0.0.1:1/c", false), ("http://127.0.0.1/b", "http://127.0.0.1:1/b?x", false),
            ("http://127.0.0.1/b", "http://127.0.0.1:65536/b", false), ("http://127.0.0.1/b", "http://127.0.0.1:0/b", false),
            ("http://127.0.0.1/b", "http://127.0.0.1:01/b", false), ("http://127.0.0.1/b", "http://127.0.0.1:/b", false),
            ("http://127.0.0.1/b", "http://127.0.0.1:+1/b", false), ("http://127.0.0.1/b", "http://127.0.0.1:1@a.example/b", false),
            ("http://127.0.0.1/b", "http://[::1]:1/b", false), ("http://127.0.0.1/b", "https://127.0.0.1:1/b", false),
            ("http://localhost/b", "http://localhost:1/b", false), ("https://a.example/b", "https://a.example:1/b", false),
        ])
    func redirects(registered: String, asked: String, fits: Bool) {
        #expect(RedirectAddress.isRegistered(asked, among: ["https://b.example/", registered]) == fits)
    }

    @Test("Row limits are written in one way, and are part of who somebody is")
    func limits() {
        #expect(RowLimits.none.setting == "*")
        #expect(RowLimits(["product": [3], "campaign": [18, 17, 17]]).setting == "campaign=17,18 product=3")
        #expect(RowLimits(["campaign": []]).setting == "campaign=")
        let free = Principal(tenant: 1, role: .partner, merchants: [1], scopes: ["a:read"])
        let limited = Principal(tenant: 1, role: .partner, merchants: [1], scopes: ["a:read"], limits: RowLimits(["campaign": []]))
        #expect(free != limited)
        #expect(free.sessionContext != limited.sessionContext)
    }

    @Test("What is no map of kinds to ids is refused rather than dropped")
    func readLimits() {
        #expect(RowLimits(.null) == RowLimits.none)
        #expect(RowLimits(.object([JSONMember("campaign", .array([.number("17")]))]))?.ids == ["campaign": [17]])
        for wrong in [
            .object([JSONMember("campaign", .number("17"))]), .object([JSONMember("campaign", .array([.string("17")]))]),
            .object([JSONMember("a b", .array([]))]), .object([JSONMember("", .array([]))]), .array([]), .string("campaign"),
        ] as [JSONValue] {
            #expect(RowLimits(wrong) == nil)
        }
    }
}
