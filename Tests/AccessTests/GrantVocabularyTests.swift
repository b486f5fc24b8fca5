import Testing

@testable import Access

@Suite("What scopes and limits apps can have")
struct GrantVocabularyTests {
    private let vocabulary = GrantVocabulary(
        scopes: ["campaigns:read", "deals:shop", "orders:read", "orders:write", "a\"b:read", "9:read"], known: ["audit:read"],
        limitKinds: ["campaign", "product"])

    @Test("Only what shops can grant is listed")
    func grantable() {
        #expect(vocabulary.scopes == ["campaigns:read", "orders:read", "orders:write"])
    }

    @Test("Of scopes that apps have nothing is said")
    func known() {
        #expect(vocabulary.stray(scopes: ["orders:write", "campaigns:read", "deals:shop", "audit:read"]) == nil)
        #expect(vocabulary.stray(limitKinds: ["product"]) == nil)
    }

    @Test(
        "Of the first that they have not is said what was meant, or where all are",
        arguments: [
            (["orders:read", "campaigns:raed"], "scope: nothing here asks for campaigns:raed. Did you mean campaigns:read?"),
            (["orders:rite"], "scope: nothing here asks for orders:rite. Did you mean orders:write or orders:read?"),
            (["audit:raed"], "scope: nothing here asks for audit:raed. This gateway's metadata lists those for apps as scopes_supported."),
            (["everything"], "scope: nothing here asks for everything. This gateway's metadata lists those for apps as scopes_supported."),
            (["a\"b"], "scope is no list of scopes."), (["orders:read\n"], "scope is no list of scopes."),
            ([""], "scope is no list of scopes."), ([String(repeating: "a", count: 101)], "scope is no list of scopes."),
        ])
    func stray(scopes: [String], expected: String) {
        #expect(vocabulary.stray(scopes: scopes) == OAuthError(.invalidScope, expected))
    }

    @Test(
        "Of a kind that no rows can be limited by is said by which they can be",
        arguments: [
            ("banana", ["campaign", "product"], "only: rows cannot be limited by banana. They can be by campaign, product."),
            ("\"", ["campaign"], "only: rows cannot be limited by this. They can be by campaign."),
            ("", ["campaign"], "only: rows cannot be limited by this. They can be by campaign."),
            ("campaign", [], "only: rows cannot be limited by campaign. None can be."),
        ] as [(String, [String], String)])
    func kinds(kind: String, limitKinds: [String], expected: String) {
        let vocabulary = GrantVocabulary(scopes: [], limitKinds: limitKinds)
        #expect(vocabulary.stray(limitKinds: [kind]) == OAuthError(.invalidRequest, expected))
    }

    @Test("An error's text has no characters that OAuth forbids")
    func characters() {
        #expect(OAuthError(.invalidRequest, "say \"shop\" or \\ or é").description == "say 'shop' or ? or ??")
    }

    @Test("As long as there is no graph an app is told to try again, at its address")
    func withoutGraph() {
        let client = OAuthClient(
            id: "app_1", tenant: 1, tenantTitle: "Bazaar", name: "App", publisher: nil, redirectURIs: ["https://maimai.example/back"])
        let parameters = [
            "redirect_uri": "https://maimai.example/back", "response_type": "code", "code_challenge_method": "S256",
            "code_challenge": "7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM", "scope": "orders:read", "state": "x",
        ]
        #expect(throws: AuthorizationRequest.Fault.told(.unavailable, redirectURI: "https://maimai.example/back", state: "x")) {
            try AuthorizationRequest(parameters, of: client, in: nil)
        }
        #expect(throws: Never.self) { try AuthorizationRequest(parameters, of: client, in: vocabulary) }
    }
}
