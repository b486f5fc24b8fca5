package import GraphModel
import GraphQLLanguage

/// The names that a token's rights are said in: those that the graph asks for. They are every tenant's, and say nothing of any.
package struct GrantVocabulary: Sendable, Hashable {
    /// Ascending.
    package let scopes: [String]
    /// Of what a token may be limited to some rows, ascending.
    package let limitKinds: [String]

    package init(of graph: Graph) {
        self.init(scopes: graph.knownScopes.sorted(), limitKinds: graph.limitKinds.sorted())
    }

    init(scopes: [String], limitKinds: [String]) {
        self.scopes = scopes
        self.limitKinds = limitKinds
    }

    /// What to say of the first of these scopes that there is not; nil where there are all of them.
    func stray(scopes asked: some Sequence<String>) -> OAuthError? {
        asked.first { !scopes.contains($0) }.map { stray in
            guard stray.isGrantName else { return OAuthError(.invalidScope, "scope is no list of scopes.") }
            // No quotation marks: an OAuth error must not hold them.
            let near = Suggestions.list(Suggestions.nearest(to: stray, among: scopes), joinedBy: "or")
            let hint = near.map { "Did you mean \($0)?" } ?? "scopes_supported of this gateway's metadata has all."
            return OAuthError(.invalidScope, "scope: there is no \(stray). \(hint)")
        }
    }

    /// What to say of the first of these kinds that no rows can be limited by; nil where there is none such.
    func stray(limitKinds asked: some Sequence<String>) -> OAuthError? {
        asked.first { !limitKinds.contains($0) }.map { stray in
            let hint = Suggestions.list(limitKinds, joinedBy: "and").map { "There are \($0)" } ?? "There is nothing to limit a token by"
            return OAuthError(.invalidRequest, "only: no rows can be limited by \(stray.isGrantName ? stray : "this"). \(hint).")
        }
    }
}

extension String {
    /// Whether it is a scope's name as RFC 6749 writes them, and of a length that can be read.
    var isGrantName: Bool {
        utf8.count <= 100 && utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }
}
