import Testing

@testable import Access

@Suite("What scopes and limits there are")
struct GrantVocabularyTests {
    private let vocabulary = GrantVocabulary(
        scopes: ["campaigns:read", "orders:read", "orders:write"], limitKinds: ["campaign", "product"])

    @Test("Of scopes that there are nothing is said")
    func known() {
        #expect(vocabulary.stray(scopes: ["orders:write", "campaigns:read"]) == nil)
        #expect(vocabulary.stray(limitKinds: ["product"]) == nil)
    }

    @Test(
        "Of the first that there is not is said what was meant, or where all are",
        arguments: [
            (["orders:read", "campaigns:raed"], "scope: there is no campaigns:raed. Did you mean campaigns:read?"),
            (["orders:rite"], "scope: there is no orders:rite. Did you mean orders:write or orders:read?"),
            (["everything"], "scope: there is no everything. scopes_supported of this gateway's metadata has all."),
            (["a\"b"], "scope is no list of scopes."), (["orders:read\n"], "scope is no list of scopes."),
            ([String(repeating: "a", count: 101)], "scope is no list of scopes."),
        ])
    func stray(scopes: [String], expected: String) {
        #expect(vocabulary.stray(scopes: scopes) == OAuthError(.invalidScope, expected))
    }

    @Test(
        "Of a kind that no rows can be limited by is said which kinds there are",
        arguments: [
            ("banana", "only: no rows can be limited by banana. There are campaign and product."),
            ("\"", "only: no rows can be limited by this. There are campaign and product."),
        ])
    func kinds(kind: String, expected: String) {
        #expect(vocabulary.stray(limitKinds: [kind]) == OAuthError(.invalidRequest, expected))
    }
}
