import Access
import Foundation
import NIOCore

/// The parameters of a posted form, and who the client says it is.
struct OAuthForm: Sendable {
    let parameters: [String: String]
    private let authorization: String?

    init(_ facts: RequestFacts, _ body: ByteBuffer?) throws(OAuthError) {
        guard facts.headers.contentType?.lowercased().split(separator: ";").first?.lowercasedTrimmed == "application/x-www-form-urlencoded"
        else {
            throw OAuthError(.invalidRequest, "The body is application/x-www-form-urlencoded.")
        }
        parameters = try Self.read(body.map { String(buffer: $0) }?[...])
        authorization = facts.headers.authorization
    }

    /// Parameters, each given once; one without a value counts as not given (RFC 6749, section 3.1).
    static func read(_ text: Substring?) throws(OAuthError) -> [String: String] {
        do throws(Refusal) {
            let pairs = try QueryString.decode(text ?? "").filter { !$0.value.isEmpty }
            return Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        } catch {
            throw OAuthError(.invalidRequest, "The parameters cannot be read: each is given once, and encoded as forms are.")
        }
    }

    /// Whether it says in any way which client sends it. An exchange need not: it proves itself by the token that it brings.
    var namesClient: Bool {
        authorization != nil
            || ["client_id", "client_secret", "client_assertion", "client_assertion_type"].contains { parameters[$0] != nil }
    }

    /// By HTTP Basic or by parameters, not by both (RFC 6749, section 2.3.1).
    func client() throws(OAuthError) -> ClientCredentials {
        guard let authorization else {
            guard let id = parameters["client_id"] else { throw OAuthError.unprovenClient }
            return ClientCredentials(id: id, secret: parameters["client_secret"])
        }
        guard parameters["client_secret"] == nil else {
            throw OAuthError(.invalidRequest, "A client proves itself in one way at a time.")
        }
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "basic", let data = Data(base64Encoded: String(parts[1])),
            let text = String(bytes: data, encoding: .utf8), let colon = text.firstIndex(of: ":")
        else { throw OAuthError.unprovenClient }
        let id = try Self.unescape(text[..<colon])
        guard parameters["client_id"] == nil || parameters["client_id"] == id else {
            throw OAuthError(.invalidRequest, "client_id is another one in the header.")
        }
        return ClientCredentials(id: id, secret: try Self.unescape(text[text.index(after: colon)...]))
    }

    private static func unescape(_ text: Substring) throws(OAuthError) -> String {
        try read("x=\(text)")["x"] ?? ""
    }
}
