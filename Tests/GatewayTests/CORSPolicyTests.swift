import Testing

@testable import Gateway

@Suite("Origins that a deployment names")
struct CORSPolicyTests {
    @Test(
        "are written as browsers send them",
        arguments: [
            ("https://shop.example", true), ("http://localhost:5173", true), ("http://127.0.0.1:3000", true), ("http://[::1]:3000", true),
            ("app://obsidian.md", true), ("https://shop.example:8443", true), ("localhost:5173", false), ("shop.example", false),
            ("https://shop.example/", false), ("https://Shop.example", false), ("https://shop.example:443", false),
            ("http://shop.example:80", false), ("http://localhost:0", false), ("http://localhost:080", false), ("*", false), ("", false),
            ("null", false), ("https://*.example", false),
        ])
    func origins(text: String, isOrigin: Bool) {
        #expect(CORSPolicy.isOrigin(text) == isOrigin)
    }
}
