package import GraphModel
import GraphQLLanguage

/// The names that apps' rights are said in. They are the graph's, and so every tenant's: they say nothing of any.
package struct GrantVocabulary: Sendable, Hashable {
    /// Those that open something to partners and that shops can grant, ascending.
    package let scopes: [String]
    /// All that something in the graph asks for.
    private let known: Set<String>
    /// By what the rows of partners can be limited, ascending.
    private let limitKinds: [String]

    package init(of graph: Graph) {
        self.init(scopes: graph.partnerScopes, known: graph.knownScopes, limitKinds: graph.partnerLimitKinds)
    }

    init(scopes: [String], known: Set<String> = [], limitKinds: [String]) {
        self.scopes = scopes.filter(\.isGrantable)
        self.known = known.union(scopes)
        self.limitKinds = limitKinds
    }

    /// What to say of the first of these scopes that nothing asks for; nil where there is none such.
    func stray(scopes asked: some Sequence<String>) -> OAuthError? {
        asked.first { !known.contains($0) }.map { stray in
            guard stray.isGrantName else { return OAuthError(.invalidScope, "scope is no list of scopes.") }
            let near = Suggestions.list(Suggestions.nearest(to: stray, among: scopes), joinedBy: "or")
            let hint = near.map { "Did you mean \($0)?" } ?? "This gateway's metadata lists those for apps as scopes_supported."
            return OAuthError(.invalidScope, "scope: nothing here asks for \(stray). \(hint)")
        }
    }

    /// What to say of the first of these kinds that no rows of partners can be limited by; nil where there is none such.
    func stray(limitKinds asked: some Sequence<String>) -> OAuthError? {
        asked.first { !limitKinds.contains($0) }.map { stray in
            let hint = limitKinds.isEmpty ? "None can be." : "They can be by \(limitKinds.joined(separator: ", "))."
            return OAuthError(.invalidRequest, "only: rows cannot be limited by \(stray.isGrantName ? stray : "this"). \(hint)")
        }
    }
}

extension String {
    /// Whether it is a scope's name as RFC 6749 writes them, and of a length that can be read.
    var isGrantName: Bool {
        (1...100).contains(utf8.count)
            && utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }

    /// Whether shops can grant it: `orders:read`, as `souk.grant_to_app` takes them.
    fileprivate var isGrantable: Bool {
        let parts = split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1] == "read" || parts[1] == "write", let first = parts[0].utf8.first else { return false }
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return letters.contains(first)
            && parts[0].utf8.allSatisfy {
                letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
            }
    }
}
