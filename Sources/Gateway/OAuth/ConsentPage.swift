import Access
import NIOCore
import NIOHTTP1

/// What a shop's owner reads before deciding: who asks, for what, for which shop. Plain HTML that works without scripts and by ear.
struct ConsentPage {
    let request: AuthorizationRequest
    /// The owner's shops; nil when it is not known yet who the owner is.
    let shops: [OwnedShop]?
    let words: ScopeWords?
    /// What was wrong with the form before.
    var remark: String?

    func answer(_ status: HTTPResponseStatus = .ok) -> HTTPAnswer {
        Self.answer(Self.document("\(request.client.name) asks for access", main), status, formsTo: request.redirectURI)
    }

    /// For what cannot be told to an app, because it is not known to be one.
    static func failure(_ error: OAuthError) -> HTTPAnswer {
        let status = HTTPAnswer.refusal(error, usedBasic: false).status
        let text = "<h1>This request cannot be answered</h1>\n<p role=\"alert\">\(escaped(error.description))</p>"
        return answer(document("Request refused", text), status == .unauthorized ? .badRequest : status, formsTo: nil)
    }

    private var main: String {
        let client = request.client
        let publisher = client.publisher.map { ", by \(Self.escaped($0))," } ?? ""
        let alert = remark.map { "<p role=\"alert\">\(Self.escaped($0))</p>\n" } ?? ""
        return """
            <h1>\(Self.escaped(client.name)) asks for access</h1>
            \(alert)<p>The app <strong>\(Self.escaped(client.name))</strong>\(publisher) wants to act for your shop on \
            \(Self.escaped(client.tenantTitle)). If you allow it, it may:</p>
            \(scopes)
            <p>If you allowed the app something before, this takes its place. You can withdraw it at any time.
            You are sent back to <code>\(Self.escaped(request.redirectURI))</code>.</p>
            <form method="post" action="/oauth/authorize">
            \(hidden)
            \(whose)
            <p><button type="submit" name="decision" value="allow">Allow</button>
            <button type="submit" name="decision" value="deny" formnovalidate>Do not allow</button></p>
            </form>
            """
    }

    private var scopes: String {
        let items = request.scopes.map { scope in
            let lines = (words?.lines(for: scope) ?? [scope]).prefix(20).map { "<li>\(Self.escaped($0))</li>" }
            return "<dt><code>\(Self.escaped(scope))</code></dt>\n<dd><ul>\(lines.joined())</ul></dd>"
        }
        return "<dl>\n\(items.joined(separator: "\n"))\n</dl>"
    }

    private var hidden: String {
        let values = [
            ("response_type", "code"), ("client_id", request.client.id), ("redirect_uri", request.redirectURI),
            ("scope", request.scopes.joined(separator: " ")), ("code_challenge", request.challenge), ("code_challenge_method", "S256"),
            ("state", request.state ?? ""),
        ]
        return values.map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\(Self.escaped($0.1))\">" }.joined(separator: "\n")
    }

    private var whose: String {
        var parts: [String] = []
        if let shops {
            let choices = shops.map { shop in
                shops.count == 1
                    ? "<p>\(Self.escaped(shop.name))</p>"
                    : "<p><label><input type=\"checkbox\" name=\"shop_\(shop.id)\"> \(Self.escaped(shop.name))</label></p>"
            }
            parts.append("<fieldset><legend>For which shop?</legend>\n\(choices.joined(separator: "\n"))\n</fieldset>")
        }
        parts.append(
            """
            <p><label for="token">Your own token, as an owner of the shop. It is not shown to the app.</label><br>
            <input id="token" name="token" type="password" autocomplete="off" required size="60"></p>
            """)
        return parts.joined(separator: "\n")
    }

    private static func document(_ title: String, _ main: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>\(escaped(title))</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 42em; margin: 3em auto; padding: 0 1em; color: #222; background: #fff }
        button { font: inherit; padding: .5em 1em; margin-right: 1em } input[type=password] { font: inherit; max-width: 100% }
        @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } }
        </style>
        </head>
        <body>
        <main>
        \(main)
        </main>
        </body>
        </html>

        """
    }

    /// - Parameter formsTo: where the browser may be led after the form, beside here.
    private static func answer(_ document: String, _ status: HTTPResponseStatus, formsTo address: String?) -> HTTPAnswer {
        var answer = HTTPAnswer.text(document, status: status, contentType: "text/html; charset=utf-8")
        // An origin, as far as the path: what is registered has no blank, semicolon or comma before it.
        let origin = address.map {
            " " + $0.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
        }
        answer.headers = [
            (
                "content-security-policy",
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'\(origin ?? "")"
            ),
            ("x-frame-options", "DENY"), ("referrer-policy", "same-origin"),
        ]
        return answer
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
