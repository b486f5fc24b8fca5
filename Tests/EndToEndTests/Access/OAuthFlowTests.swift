import Access
import Foundation
import GraphModel
import JSON
import NIOHTTP1
import Testing

@Suite("A shop's owner authorises an app over HTTP")
struct OAuthFlowTests {
    static let ground = Task { try await AccessGround.make(options: try SignedViewer.options()) }
    static let secret = "souk_secret_of_the_test"
    private static let verifier = String(repeating: "v", count: 43)
    // BASE64URL(SHA256(verifier))
    private static let challenge = "7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM"

    private func request(_ client: String, _ changes: [String: String?] = [:]) -> [String: String] {
        var parameters: [String: String?] = [
            "response_type": "code", "client_id": client, "redirect_uri": "https://maimai.example/back",
            "scope": "products:read orders:read", "state": "a&b=c d", "code_challenge": Self.challenge, "code_challenge_method": "S256",
        ]
        for (name, value) in changes { parameters[name] = value }
        return parameters.compactMapValues { $0 }
    }

    func code(_ ground: AccessGround, _ client: String) async throws -> String {
        var form = request(client)
        form["decision"] = "allow"
        let owner = try await ground.ownerToken()
        let reply = try await ground.send("/oauth/authorize", form: form, headers: ["Authorization": "Bearer \(owner)"])
        #expect(reply.status == 303)
        #expect(reply.sentBack["state"] == "a&b=c d")
        #expect(reply.sentBack["iss"]?.hasPrefix("http://127.0.0.1:") == true)
        return try #require(reply.sentBack["code"])
    }

    private func redeem(_ client: String, _ code: String, _ changes: [String: String] = [:]) -> [String: String] {
        [
            "grant_type": "authorization_code", "client_id": client, "client_secret": Self.secret, "code": code,
            "redirect_uri": "https://maimai.example/back", "code_verifier": Self.verifier,
        ].merging(changes) { $1 }
    }

    @Test("From the page to the token, which reads what was granted and nothing else; then it is inspected and revoked")
    func flow() async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Flow", secret: Self.secret)
        let page = try await ground.send("/oauth/authorize?" + AccessGround.encode(request(client)))
        #expect(page.status == 200)
        #expect(page.text.contains("MaiMai &amp; Söhne &lt;Ltd&gt;"))
        #expect(page.text.contains("An order") || page.text.contains("order"))
        #expect(page.header("content-security-policy")?.contains("frame-ancestors 'none'") == true)

        let reply = try await ground.send("/oauth/token", form: redeem(client, try await code(ground, client)))
        #expect(reply.status == 200, "\(reply.text)")
        #expect(reply.header("cache-control") == "no-store")
        #expect(reply.json["scope"]?.string == "orders:read products:read")
        #expect(reply.json["token_type"]?.string == "Bearer")
        let token = try #require(reply.json["access_token"]?.string)
        let answer = try await ground.gateways[0].ask(
            "{ products(first: 1) { nodes { name } } orders(first: 1) { totalCount } }", token: token)
        #expect(answer.answer?.errors.isEmpty == true)
        #expect(try await ground.gateways[0].ask("{ campaigns(first: 1) { totalCount } }", token: token).answer?.code == "VALIDATION")

        let proof = ["Authorization": "Basic " + Data("\(client):\(Self.secret)".utf8).base64EncodedString()]
        let inspected = try await ground.send("/oauth/introspect", form: ["token": token], headers: proof)
        #expect(inspected.json["active"] == .bool(true))
        #expect(inspected.json["client_id"]?.string == client)
        #expect(try await ground.send("/oauth/introspect", form: ["token": "souk_none"], headers: proof).text == #"{"active":false}"#)
        #expect(try await ground.send("/oauth/revoke", form: ["token": token], headers: proof).status == 200)
        #expect(try await ground.send("/oauth/revoke", form: ["token": "unknown"], headers: proof).status == 200)
        #expect(try await ground.send("/oauth/introspect", form: ["token": token], headers: proof).text == #"{"active":false}"#)
    }

    @Test("A code is good once, and its second use ends the first one's token")
    func twice() async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Twice", secret: Self.secret)
        let code = try await code(ground, client)
        let first = try await ground.send("/oauth/token", form: redeem(client, code))
        let token = try #require(first.json["access_token"]?.string)
        #expect(try await ground.send("/oauth/token", form: redeem(client, code)).error == "invalid_grant")
        let proof = ["client_id": client, "client_secret": Self.secret, "token": token]
        #expect(try await ground.send("/oauth/introspect", form: proof).json["active"] == .bool(false))
    }

    @Test("Whoever has the code but not its verifier, address or client has nothing")
    func bound() async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Bound", secret: Self.secret)
        let (_, thief) = try await ground.app("Bound thief", secret: Self.secret)
        let changes: [[String: String]] = [
            ["code_verifier": String(repeating: "w", count: 43)], ["redirect_uri": "https://maimai.example/back/"], ["client_id": thief],
        ]
        for change in changes {
            let reply = try await ground.send("/oauth/token", form: redeem(client, try await code(ground, client), change))
            #expect((reply.status, reply.error) == (400, "invalid_grant"))
        }
        let short = try await ground.send("/oauth/token", form: redeem(client, "x", ["code_verifier": "short"]))
        #expect(short.error == "invalid_request")
    }

    @Test(
        "What is wrong with a request is told to the app, at its address, with its state",
        arguments: [
            ("response_type", "token", "unsupported_response_type"), ("response_type", nil, "invalid_request"),
            ("code_challenge", nil, "invalid_request"), ("code_challenge", "short", "invalid_request"),
            ("code_challenge_method", "plain", "invalid_request"), ("scope", "everything:read", "invalid_scope"),
            ("scope", nil, "invalid_scope"),
        ] as [(String, String?, String)])
    func told(parameter: String, value: String?, error: String) async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Told \(parameter) \(value ?? "")", secret: Self.secret)
        let reply = try await ground.send("/oauth/authorize?" + AccessGround.encode(request(client, [parameter: value])))
        #expect(reply.status == 303)
        #expect(reply.header("location")?.hasPrefix("https://maimai.example/back?") == true)
        #expect(reply.sentBack["error"] == error)
        if value == "everything:read" {
            #expect(reply.sentBack["error_description"]?.hasPrefix("scope: nothing here asks for everything:read.") == true)
        }
        #expect(reply.sentBack["state"] == "a&b=c d")
        #expect(reply.sentBack["code"] == nil)
    }

    @Test(
        "Nobody is sent to an address that is not exactly one that was registered",
        arguments: [
            "https://maimai.example/back/", "https://maimai.example/back?x=1", "https://maimai.example/", "https://evil.example/back",
            "https://maimai.example/back#x", "", "javascript:alert(1)",
        ])
    func addresses(address: String) async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Address \(address)", secret: Self.secret)
        let reply = try await ground.send("/oauth/authorize?" + AccessGround.encode(request(client, ["redirect_uri": address])))
        #expect(reply.status == 400)
        #expect(reply.header("location") == nil)
        #expect(!reply.text.contains("evil.example"))
    }

    @Test("Only an owner of a shop at the app's marketplace decides; a no sends back a no")
    func owners() async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Owners", secret: Self.secret)
        let clerk = try await ground.value(
            "SELECT id || ' ' || merchant_id FROM market.merchant_staff WHERE tenant_id = 1 AND duty = 'marketing' AND active LIMIT 1"
        ).split(separator: " ")
        let others = [
            try await ground.token("merchant", "subject => '\(clerk[0])', merchants => '{\(clerk[1])}'").text,
            try await ground.token("operator").text, try await ground.token("buyer", "subject => '5'").text,
            try await ground.token("partner", "subject => '\(ground.staff())', merchants => '{7}', scopes => '{orders:read}'").text,
            try await ground.token("merchant", "subject => '\(ground.staff())', merchants => '{8}'").text, "souk_nothing", "",
        ]
        var form = request(client)
        form["decision"] = "allow"
        for token in others {
            let header = try await ground.send("/oauth/authorize", form: form, headers: ["Authorization": "Bearer \(token)"])
            #expect(header.status == 403, "\(header.text)")
            let typed = try await ground.send("/oauth/authorize", form: form.merging(["token": token]) { $1 })
            #expect(typed.status == 403)
        }
        let limited = try await ground.token(
            "merchant", "subject => '\(ground.staff())', merchants => '{7}', scopes => '{orders:read,products:read}'"
        ).text
        #expect(try await ground.send("/oauth/authorize", form: form, headers: ["Authorization": "Bearer \(limited)"]).status == 403)
        #expect(
            try await ground.value(
                "SELECT count(*) FROM souk.app_grant g JOIN souk.app a ON a.id = g.app_id AND a.tenant_id = g.tenant_id WHERE a.name = 'Owners'"
            ) == "0")
        let denied = try await ground.send("/oauth/authorize", form: form.merging(["decision": "deny"]) { $1 })
        #expect(denied.sentBack["error"] == "access_denied")
        #expect(denied.sentBack["state"] == "a&b=c d")
    }

    @Test(
        "A foreign page cannot have a browser decide",
        arguments: [
            ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"], ["Origin": "https://evil.example"], ["Origin": "null"],
        ])
    func crossSite(headers: [String: String]) async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Cross \(headers)", secret: Self.secret)
        var form = request(client)
        form["decision"] = "allow"
        form["token"] = try await ground.ownerToken()
        let reply = try await ground.send("/oauth/authorize", form: form, headers: headers)
        #expect(reply.status == 400)
        #expect(reply.header("location") == nil)
        #expect(
            try await ground.send("/oauth/authorize", form: form, headers: ["Origin": "http://127.0.0.1:\(ground.gateways[0].port)"]).status
                == 303)
    }

    @Test("What narrows a token by exchange alone is refused elsewhere: nobody holds a wider token than was asked for")
    func narrowingElsewhere() async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Narrow", secret: Self.secret)
        let right = ["client_id": client, "client_secret": Self.secret]
        let ofCode = ["grant_type": "authorization_code", "code": try await code(ground, client)]
        for (grant, names) in [(ofCode, ["shop", "only", "expires_in"]), (["grant_type": "client_credentials"], ["only", "expires_in"])] {
            for name in names {
                let refused = try await ground.send("/oauth/token", form: right.merging(grant) { $1 }.merging([name: "7"]) { $1 })
                #expect((refused.status, refused.error) == (400, "invalid_request"))
                #expect(refused.json["error_description"]?.string?.hasPrefix("\(name) is for token exchange") == true, "\(refused.text)")
            }
        }
    }

    @Test("A client without the right secret is no client; guessing is slowed, and does not shut the client out")
    func guessing() async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Guessed", secret: Self.secret)
        _ = try await code(ground, client)
        let right = ["grant_type": "client_credentials", "client_id": client, "client_secret": Self.secret]
        #expect(try await ground.send("/oauth/token", form: right).json["scope"]?.string == "orders:read products:read")
        var statuses: [UInt] = []
        for guess in 0..<12 {
            statuses.append(try await ground.send("/oauth/token", form: right.merging(["client_secret": "guess\(guess)"]) { $1 }).status)
        }
        #expect(statuses.prefix(10).allSatisfy { $0 == 401 } && statuses.suffix(2).allSatisfy { $0 == 429 }, "\(statuses)")
        #expect(try await ground.send("/oauth/token", form: right).status == 200)
        // A second gateway has never seen the right one, and one that it has seen is no other for it.
        let fresh = try await RunningSouk.start(on: ground.database, options: try SignedViewer.options())
        let other = AccessGround(database: ground.database, superuser: ground.superuser, gateways: [fresh])
        for guess in 0..<12 {
            _ = try await other.send("/oauth/token", form: right.merging(["client_secret": "guess\(guess)"]) { $1 })
        }
        #expect(try await other.send("/oauth/token", form: right.merging(["client_secret": "guess"]) { $1 }).status == 429)
        #expect(try await other.send("/oauth/token", form: right).status == 200)
    }

    @Test("Secrets sent for an app that has none, or for no app, are no guesses")
    func guessingNothing() async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Pocket, guessed", secret: nil)
        let code = try await code(ground, client)
        let secrets = (0..<12).map { "guess\($0)" }
        for id in [client, "app_" + String(repeating: "0", count: 32), "app_made_up", String(repeating: "x", count: 9000)] {
            for secret in secrets {
                let reply = try await ground.send("/oauth/token", form: redeem(id, "x", ["client_secret": secret]))
                #expect((reply.status, reply.error) == (401, "invalid_client"))
            }
        }
        var form = redeem(client, code)
        form["client_secret"] = nil
        #expect(try await ground.send("/oauth/token", form: form).status == 200)
    }

    @Test("A confidential client that sends no secret is not proven, and guesses nothing")
    func silent() async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Silent", secret: Self.secret)
        for _ in 0..<12 {
            #expect(try await ground.send("/oauth/token", form: ["grant_type": "client_credentials", "client_id": client]).status == 401)
        }
    }

    @Test("Whoever says which client exchanges a token proves it, and the token is that client's own")
    func exchangingClient() async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Exchanging", secret: Self.secret)
        let (_, other) = try await ground.app("Exchanging, another", secret: Self.secret)
        let (_, pocket) = try await ground.app("Exchanging, pocket", secret: nil)
        let redeemed = try await ground.send("/oauth/token", form: redeem(client, try await code(ground, client)))
        let exchange = [
            "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
            "subject_token": try #require(redeemed.json["access_token"]?.string),
            "subject_token_type": "urn:ietf:params:oauth:token-type:access_token", "scope": "products:read",
        ]
        #expect(try await ground.send("/oauth/token", form: exchange).status == 200)
        let proof = ["client_id": client, "client_secret": Self.secret]
        #expect(try await ground.send("/oauth/token", form: exchange.merging(proof) { $1 }).status == 200)
        let basic = ["Authorization": "Basic " + Data("\(client):\(Self.secret)".utf8).base64EncodedString()]
        #expect(try await ground.send("/oauth/token", form: exchange, headers: basic).status == 200)
        for wrong in [
            ["client_id": client], ["client_id": client, "client_secret": "guess"], ["client_id": other, "client_secret": Self.secret],
            ["client_id": pocket], ["client_id": "app_" + String(repeating: "0", count: 32), "client_secret": Self.secret],
            ["client_id": "app_none"], ["client_secret": Self.secret], ["client_assertion": "x"],
        ] {
            let reply = try await ground.send("/oauth/token", form: exchange.merging(wrong) { $1 })
            #expect((reply.status, reply.error) == (401, "invalid_client"), "\(wrong): \(reply.text)")
        }
        // A right secret with another's token is no guess.
        for _ in 0..<12 {
            let wrong = ["client_id": other, "client_secret": Self.secret]
            #expect(try await ground.send("/oauth/token", form: exchange.merging(wrong) { $1 }).status == 401)
        }
        let dead = exchange.merging(proof) { $1 }.merging(["subject_token": "souk_none"]) { $1 }
        #expect(try await ground.send("/oauth/token", form: dead).error == "invalid_request")
        for target in ["audience", "resource"] {
            let reply = try await ground.send("/oauth/token", form: exchange.merging([target: "https://else.example/"]) { $1 })
            #expect((reply.status, reply.error) == (400, "invalid_target"))
        }
    }

    @Test("A program on the person's own machine comes back to the port that was free")
    func loopback() async throws {
        let ground = try await Self.ground.value
        for (registered, asked) in [
            ("http://127.0.0.1/back", "http://127.0.0.1:51004/back"), ("http://127.0.0.1:7/back", "http://127.0.0.1/back"),
            ("http://[::1]/back", "http://[::1]:51004/back"),
        ] {
            let (_, client) = try await ground.app("Desk \(registered)", secret: nil, redirect: registered)
            var form = request(client, ["redirect_uri": asked])
            form["decision"] = "allow"
            let owner = ["Authorization": "Bearer \(try await ground.ownerToken())"]
            for (address, status) in [(registered, UInt(400)), (asked, 200)] {
                let reply = try await ground.send("/oauth/authorize", form: form, headers: owner)
                #expect(reply.header("location")?.hasPrefix(asked + "?") == true, "\(reply.text)")
                // The code is for the address that was asked with, port and all.
                var redemption = redeem(client, try #require(reply.sentBack["code"]), ["redirect_uri": address])
                redemption["client_secret"] = nil
                #expect(try await ground.send("/oauth/token", form: redemption).status == status)
            }
        }
        let (_, client) = try await ground.app("Desk by name", secret: nil, redirect: "http://localhost/back")
        let byName = request(client, ["redirect_uri": "http://localhost:51004/back"])
        #expect(try await ground.send("/oauth/authorize?" + AccessGround.encode(byName)).status == 400)
    }

    @Test("The owner sees what was granted, and withdraws it; another's grant answers like none")
    func withdrawal() async throws {
        let ground = try await Self.ground.value
        let (_, client) = try await ground.app("Withdrawn", secret: Self.secret)
        _ = try await code(ground, client)
        let owner = ["Authorization": "Bearer \(try await ground.ownerToken())"]
        let grants = try await ground.send("/oauth/grants", headers: owner).json["grants"]?.items ?? []
        let grant = try #require(grants.first { $0["client_id"]?.string == client }?["id"]?.string)
        let stranger = [
            "Authorization":
                "Bearer \(try await ground.token("merchant", "subject => '\(ground.staff(of: "8"))', merchants => '{8}'").text)"
        ]
        #expect(
            try await ground.send("/oauth/grants", headers: stranger).json["grants"]?.items.contains { $0["id"]?.string == grant } == false)
        #expect(try await ground.send("/oauth/withdraw", form: ["grant": grant], headers: stranger).status == 404)
        #expect(try await ground.send("/oauth/withdraw", form: ["grant": grant], headers: owner).status == 200)
        #expect(try await ground.send("/oauth/withdraw", form: ["grant": grant], headers: owner).status == 404)
        #expect(try await ground.send("/oauth/grants").status == 403)
    }

    @Test("The metadata says where everything is, and each address takes what it says")
    func metadata() async throws {
        let ground = try await Self.ground.value
        let reply = try await ground.send("/.well-known/oauth-authorization-server")
        #expect(reply.json["issuer"]?.string == "http://127.0.0.1:\(ground.gateways[0].port)")
        #expect(reply.json["code_challenge_methods_supported"] == .array([.string("S256")]))
        let scopes = try #require(reply.json["scopes_supported"]).items.compactMap(\.string)
        // Those that README tells partners of, and none of what partners never have (`audit:read`, `groups:write`).
        #expect(
            scopes == [
                "buyers.contact:read", "buyers:read", "campaigns:read", "campaigns:write", "follows:read", "follows:write", "groups:read",
                "merchants.sales:read", "orders:read", "orders:write", "posts:read", "posts:write", "products.stock:read",
                "products.stock:write", "products:read", "products:write", "staff.contact:read", "staff:read",
            ])
        for name in ["token_endpoint", "revocation_endpoint", "introspection_endpoint"] {
            let path = try #require(reply.json[name]?.string.flatMap { URL(string: $0)?.path })
            #expect(try await ground.send(path).status == 405)
            #expect(try await ground.send(path, form: ["grant_type": "client_credentials"]).error == "invalid_client")
            let twice = try await ground.send(path, form: ["grant_type": "x&grant_type=y"], headers: [:])
            #expect(twice.status >= 400)
        }
        #expect(
            try await ground.send("/oauth/token", form: ["grant_type": "password", "client_id": "x"]).error == "unsupported_grant_type")
    }
}
