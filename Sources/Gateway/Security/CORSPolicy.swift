/// Which web pages of other origins may read answers.
package struct CORSPolicy: Sendable, Hashable {
    package enum Origins: Sendable, Hashable {
        /// No page of another origin.
        case none
        /// These, written as browsers send them: `https://shop.example`.
        case only(Set<String>)
        /// Every page. Safe as far as tokens are not in cookies, and here they never are.
        case any
    }

    package var origins: Origins
    /// How long a browser may remember the answer to its preflight, in seconds.
    package var maxAge: Int

    package init(origins: Origins = .none, maxAge: Int = 7200) {
        self.origins = origins
        self.maxAge = maxAge
    }

    func allows(_ origin: String) -> Bool {
        switch origins {
        case .none: false
        case .only(let allowed): allowed.contains(origin)
        case .any: true
        }
    }

    /// What an answer says to a page of this origin.
    func headers(for origin: String?) -> [(name: String, value: String)] {
        switch origins {
        case .none: return []
        case .any: return origin == nil ? [] : [("access-control-allow-origin", "*"), Self.exposed]
        case .only:
            // An answer without Origin varies as well: a cache must not give it to a page.
            guard let origin, allows(origin) else { return [("vary", "origin")] }
            return [("access-control-allow-origin", origin), Self.exposed, ("vary", "origin")]
        }
    }

    /// What the answer to a preflight adds.
    var preflightHeaders: [(name: String, value: String)] {
        [
            ("access-control-allow-methods", "GET, POST, OPTIONS"),
            (
                "access-control-allow-headers",
                "accept, authorization, content-type, x-requested-with, graphql-require-preflight, apollo-require-preflight"
            ),
            ("access-control-max-age", String(maxAge)),
        ]
    }

    private static let exposed = (name: "access-control-expose-headers", value: "retry-after")
}
