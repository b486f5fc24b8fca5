import Access
import GraphModel
import JSON
import Testing

extension OAuthFlowTests {
    @Test("A partner exchanges its token for a narrower one, and never for a wider")
    func narrower() async throws {
        let ground = try await Self.ground.value
        let parent = try await ground.token(
            "partner", "merchants => '{1,2}', scopes => '{campaigns:read,products:read}', expires_at => now() + interval '1 day'")
        let exchange = [
            "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange", "subject_token": parent.text,
            "subject_token_type": "urn:ietf:params:oauth:token-type:access_token",
        ]
        let reply = try await ground.send(
            "/oauth/token",
            form: exchange.merging(["scope": "campaigns:read", "shop": "2", "only": #"{"campaign": ["3"]}"#, "expires_in": "60"]) { $1 })
        #expect(reply.status == 200, "\(reply.text)")
        #expect(reply.json["scope"]?.string == "campaigns:read")
        #expect(reply.json["issued_token_type"]?.string == "urn:ietf:params:oauth:token-type:access_token")
        let child = try #require(reply.json["access_token"]?.string)
        #expect(try await ground.gateways[0].ask("{ campaigns { totalCount } }", token: child).answer?.errors.isEmpty == true)
        #expect(try await ground.gateways[0].ask("{ products { totalCount } }", token: child).answer?.code == "VALIDATION")
        let buyer = try await ground.token("buyer", "subject => '5'").text
        let signed = SignedViewer.token(
            of: Principal(tenant: 1, role: .partner, subject: "1", merchants: [1], scopes: ["campaigns:read"]))
        #expect(try await ground.gateways[0].ask("{ campaigns { totalCount } }", token: signed).answer?.errors.isEmpty == true)
        let wider: [(wish: [String: String], error: String, words: String)] = [
            (["scope": "orders:read campaigns:read"], "invalid_scope", "scope: the token does not have orders:read."),
            (["scope": "products:read", "subject_token": child], "invalid_scope", "scope: the token does not have products:read."),
            (["scope": "campaigns:read", "shop": "3 1"], "invalid_request", "shop: the token is not for 3."),
            (
                ["scope": "campaigns:read", "expires_in": "172800"], "invalid_request",
                "expires_in is longer than the token lives, or the token is no longer in force."
            ),
            (
                ["scope": "campaigns:read", "subject_token": child, "only": #"{"campaign": ["4"]}"#], "invalid_request",
                "only: the token is not for campaign 4."
            ),
            (["subject_token": buyer], "invalid_request", "subject_token: only a partner's token that was issued here can be narrowed."),
            (["subject_token": signed], "invalid_request", "subject_token: only a partner's token that was issued here can be narrowed."),
            (["scope": "é campaigns:read"], "invalid_scope", "scope is no list of scopes."),
            (["only": #"{"banana": ["4"]}"#], "invalid_request", "only: rows cannot be limited by banana. They can be by "),
            (["only": #"{"banana": ["4"]}"#, "subject_token": "souk_none"], "invalid_request", "subject_token: "),
            (["scope": "campaigns:raed"], "invalid_scope", "scope: nothing here asks for campaigns:raed. Did you mean campaigns:read"),
            (["scope": "audit:raed"], "invalid_scope", "scope: nothing here asks for audit:raed. This"),
            (["subject_token": "souk_none"], "invalid_request", "subject_token: "),
        ]
        for (wish, error, words) in wider {
            let refused = try await ground.send("/oauth/token", form: exchange.merging(wish) { $1 })
            #expect((refused.status, refused.error) == (400, error), "\(wish): \(refused.text)")
            #expect(refused.json["error_description"]?.string?.hasPrefix(words) == true, "\(wish): \(refused.text)")
        }
    }

    @Test(
        "Who asks with an app's own credentials for a scope that nothing asks for is told what was meant; one not granted is told as such")
    func strayScope() async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Stray", secret: Self.secret)
        _ = try await code(ground, client)
        func ask(_ scope: String) async throws -> String? {
            let reply = try await ground.send(
                "/oauth/token",
                form: ["grant_type": "client_credentials", "client_id": client, "client_secret": Self.secret, "scope": scope])
            #expect(reply.status == 400, "\(reply.text)")
            return reply.json["error_description"]?.string
        }
        #expect(try await ask("orders:raed")?.hasPrefix("scope: nothing here asks for orders:raed. Did you mean orders:read") == true)
        #expect(
            try await ask("campaigns:read") == "Not each of these shops has granted this scope; ask for the shops one by one with 'shop'.")
    }
}
