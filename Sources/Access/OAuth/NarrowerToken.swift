import JSON

/// What a partner asks for in a token made from its own; nil where it is to be as the partner's.
package struct NarrowerToken: Sendable, Hashable {
    var scopes: [String]?
    var shops: [Int64]?
    /// Row limits as JSON, ids as numbers: `{"campaign": [17]}`.
    var limits: String?
    var seconds: Int?

    init(_ parameters: [String: String]) throws(OAuthError) {
        scopes = parameters["scope"].map { $0.split(separator: " ").map(String.init) }
        shops = try OAuthParameters.shops(parameters["shop"])
        if let only = parameters["only"] { limits = try Self.limits(only) }
        if let text = parameters["expires_in"] {
            guard let number = Int(text), (1...315_360_000).contains(number) else {
                throw OAuthError(.invalidRequest, "expires_in is a number of seconds.")
            }
            seconds = number
        }
    }

    /// What of a refused wish is more than the partner's token has, in the asker's own words.
    func excess(over partner: Principal) -> OAuthError {
        let beyondScopes = Set(scopes ?? []).subtracting(partner.scopes ?? []).sorted()
        guard beyondScopes.isEmpty else {
            return OAuthError(.invalidScope, "scope: the token does not have \(beyondScopes.joined(separator: " ")).")
        }
        let beyondShops = Set(shops ?? []).subtracting(partner.merchants).sorted()
        guard beyondShops.isEmpty else {
            return OAuthError(.invalidRequest, "shop: the token is not for \(beyondShops.map(String.init).joined(separator: " ")).")
        }
        let rest = [
            limits != nil && partner.limits != .none ? "only names rows beyond its limits" : nil,
            seconds == nil ? nil : "expires_in is longer than it lives",
        ].compactMap(\.self)
        guard !rest.isEmpty else { return OAuthError(.invalidRequest, "The token is no longer in force, or has less than it had.") }
        return OAuthError(.invalidRequest, "This is more than the token has: \(rest.joined(separator: ", or ")).")
    }

    /// Ids may come as texts, as clients whose numbers have 53 bits must write them.
    private static func limits(_ text: String) throws(OAuthError) -> String {
        let fault = OAuthError(.invalidRequest, "only is a JSON object of lists of ids, such as {\"campaign\": [\"17\"]}.")
        guard case .object(let members)? = try? JSONParser.parse(Array(text.utf8)) else { throw fault }
        var kinds: [JSONMember] = []
        for member in members {
            let ids = member.value.items.compactMap { $0.integer ?? $0.text.flatMap { Int64($0) } }
            guard case .array(let items) = member.value, ids.count == items.count else { throw fault }
            kinds.append(JSONMember(member.key, .array(ids.map { .number(String($0)) })))
        }
        var writer = JSONWriter(capacity: 256)
        writer.append(.object(kinds))
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }
}

/// Parameters that several requests have.
enum OAuthParameters {
    /// Shops by their ids with spaces between; nil when not said.
    static func shops(_ text: String?) throws(OAuthError) -> [Int64]? {
        guard let text else { return nil }
        let names = text.split(separator: " ")
        let ids = names.compactMap { Int64($0) }
        guard ids.count == names.count, (1...100).contains(ids.count) else {
            throw OAuthError(.invalidRequest, "shop names shops by their ids, with spaces between.")
        }
        return ids
    }
}
