import Access
import NIOCore
import NIOHTTP1

/// The way from an app's request to the owner's decision and back.
///
/// Nothing that a browser sends by itself says who decides: the owner's token comes in a header or is typed into the form. So no foreign
/// page can make an owner's browser decide.
extension OAuthEndpoints {
    func authorize(_ facts: RequestFacts, _ body: ByteBuffer?) async -> HTTPAnswer {
        do throws(AuthorizationRequest.Fault) {
            let parameters = try parameters(facts, body)
            let request = try await server.authorizationRequest(parameters)
            do throws(OAuthError) {
                guard facts.method == .POST else { return try await page(request, facts) }
                return try await decide(request, parameters, facts)
            } catch {
                return ConsentPage.failure(error)
            }
        } catch {
            switch error {
            case .untrusted(let error): return ConsentPage.failure(error)
            case .told(let error, let address, let state):
                return back(
                    to: address, ["error": error.code.rawValue, "error_description": error.description], state, facts)
            }
        }
    }

    private func parameters(_ facts: RequestFacts, _ body: ByteBuffer?) throws(AuthorizationRequest.Fault) -> [String: String] {
        do throws(OAuthError) {
            return facts.method == .POST ? try OAuthForm(facts, body).parameters : try OAuthForm.read(facts.query)
        } catch {
            throw .untrusted(error)
        }
    }

    private func page(_ request: AuthorizationRequest, _ facts: RequestFacts) async throws(OAuthError) -> HTTPAnswer {
        var shops: [OwnedShop]?
        if facts.headers.authorization != nil {
            shops = try await server.owner(token: try Self.bearer(facts), for: request).shops
        }
        return ConsentPage(request: request, shops: shops, words: words()).answer()
    }

    private func decide(
        _ request: AuthorizationRequest, _ parameters: [String: String], _ facts: RequestFacts
    ) async throws(OAuthError) -> HTTPAnswer {
        guard isOwnPage(facts) else { throw OAuthError(.invalidRequest, "This form was sent by another site.") }
        switch parameters["decision"] {
        case "deny"?:
            return back(
                to: request.redirectURI, ["error": "access_denied", "error_description": "The owner said no."], request.state, facts)
        case "allow"?: break
        default: throw OAuthError(.invalidRequest, "decision is allow or deny.")
        }
        let token = facts.headers.authorization == nil ? parameters["token"] : try Self.bearer(facts)
        guard let token else { throw OAuthError(.accessDenied, "Only the owner of a shop can authorise an app.") }
        let (owner, shops) = try await server.owner(token: token, for: request)
        // Whoever owns one shop has nothing to choose.
        let chosen = shops.count == 1 ? shops.map(\.id) : shops.map(\.id).filter { parameters["shop_\($0)"] != nil }
        guard !chosen.isEmpty else {
            return ConsentPage(request: request, shops: shops, words: words(), remark: "Choose a shop.").answer(.badRequest)
        }
        let code = try await server.consent(to: request, for: chosen, by: owner)
        return back(to: request.redirectURI, ["code": code], request.state, facts)
    }

    /// Whether a form came from our own page, or from a program that holds the token itself.
    private func isOwnPage(_ facts: RequestFacts) -> Bool {
        if facts.headers.authorization != nil { return true }
        if let site = facts.headers.secFetchSite, site != "same-origin" { return false }
        guard let origin = facts.headers.origin else { return true }
        return origin == issuer(facts) || origin.split(separator: "/").last.map(String.init) == facts.host
    }

    /// Sends the browser back to the app (RFC 6749, section 4.1.2; RFC 9207).
    private func back(to address: String, _ parameters: [String: String], _ state: String?, _ facts: RequestFacts) -> HTTPAnswer {
        var parameters = parameters
        parameters["state"] = state
        parameters["iss"] = issuer(facts)
        let query = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.escaped($0.value))" }.joined(separator: "&")
        var answer = HTTPAnswer(.seeOther, contentType: "text/plain; charset=utf-8", body: ByteBuffer(string: "Going back to the app.\n"))
        answer.headers = [
            ("location", address + (address.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + query), ("referrer-policy", "no-referrer"),
        ]
        return answer
    }

    // unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~"; everything else as bytes
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default: escaped += "%" + String(byte >> 4, radix: 16, uppercase: true) + String(byte & 15, radix: 16, uppercase: true)
            }
        }
        return escaped
    }
}
