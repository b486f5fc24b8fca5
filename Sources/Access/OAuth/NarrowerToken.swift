import JSON

/// What a partner asks for in a token made from its own; nil where it is to be as the partner's.
package struct NarrowerToken: Sendable, Hashable {
    var scopes: [String]?
    var shops: [Int64]?
    var limits: RowLimits?
    var seconds: Int?

    /// Ten years, in seconds.
    private static let longest = 315_360_000

    init(_ parameters: [String: String]) throws(OAuthError) {
        scopes = parameters["scope"].map { $0.split(separator: " ").map(String.init) }
        shops = try OAuthParameters.shops(parameters["shop"])
        if let only = parameters["only"] { limits = try Self.limits(only) }
        if let text = parameters["expires_in"] {
            let isNumber = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard isNumber, Int(text) != 0 else { throw OAuthError(.invalidRequest, "expires_in is a number of seconds, one at least.") }
            guard let number = Int(text), number <= Self.longest else {
                throw OAuthError(.invalidRequest, "expires_in is more than any token lives.")
            }
            seconds = number
        }
    }

    /// What of a refused wish is more than the partner's token has, in the asker's own words.
    func excess(over partner: Principal, in vocabulary: GrantVocabulary?) -> OAuthError {
        let beyondScopes = Set(scopes ?? []).subtracting(partner.scopes ?? []).sorted()
        if !beyondScopes.isEmpty {
            guard beyondScopes.allSatisfy(\.isGrantName) else { return OAuthError(.invalidScope, "scope is no list of scopes.") }
            return vocabulary?.stray(scopes: beyondScopes)
                ?? OAuthError(.invalidScope, "scope: the token does not have \(Self.few(beyondScopes)).")
        }
        let beyondShops = Set(shops ?? []).subtracting(partner.merchants).sorted()
        if !beyondShops.isEmpty { return OAuthError(.invalidRequest, "shop: the token is not for \(Self.few(beyondShops)).") }
        for kind in partner.limits.kinds {
            let beyond = Set(limits?.ids[kind] ?? []).subtracting(partner.limits.ids[kind] ?? []).sorted()
            if !beyond.isEmpty { return OAuthError(.invalidRequest, "only: the token is not for \(kind) \(Self.few(beyond)).") }
        }
        return OAuthError(
            .invalidRequest,
            (seconds == nil ? "" : "expires_in is longer than the token lives, or ") + "the token is no longer in force.")
    }

    /// The first of them, and how many there are besides.
    private static func few(_ items: [some CustomStringConvertible]) -> String {
        let shown = items.prefix(5).map(\.description).joined(separator: " ")
        return items.count > 5 ? "\(shown) and \(items.count - 5) more" : shown
    }

    /// Ids may come as texts, as clients whose numbers have 53 bits must write them.
    private static func limits(_ text: String) throws(OAuthError) -> RowLimits {
        let fault = OAuthError(.invalidRequest, "only is a JSON object that gives each kind a list of ids.")
        guard case .object(let members)? = try? JSONParser.parse(Array(text.utf8)) else { throw fault }
        var kinds: [String: [Int64]] = [:]
        for member in members {
            let ids = member.value.items.compactMap { $0.integer ?? $0.text.flatMap { Int64($0) } }
            guard case .array(let items) = member.value, ids.count == items.count else { throw fault }
            kinds[member.key] = ids
        }
        return RowLimits(kinds)
    }

    /// The limits as the database reads them: `{"campaign": [17]}`.
    var limitsText: String? {
        limits.map { limits in
            var writer = JSONWriter(capacity: 256)
            writer.append(
                .object(limits.kinds.map { JSONMember($0, .array((limits.ids[$0] ?? []).map { .number(String($0)) })) }))
            return String(decoding: writer.takeBytes(), as: UTF8.self)
        }
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
