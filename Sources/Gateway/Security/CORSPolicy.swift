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

    /// Whether a browser could name a page's origin like this: a scheme, a host in small letters, and a port that is not the scheme's own.
    package static func isOrigin(_ text: String) -> Bool {
        let origin = #/(?<scheme>[a-z][a-z0-9+.-]*)://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:(?<port>[1-9][0-9]{0,4}))?/#
        guard let match = text.wholeMatch(of: origin) else { return false }
        return !(match.scheme == "https" && match.port == "443" || match.scheme == "http" && match.port == "80")
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

    /// What the answer to a preflight adds. Whatever headers the page asks for are allowed: clients send their names, versions and traces in
    /// headers of their own, and none of them lets a page do what its token does not.
    func preflightHeaders(asking requested: String?) -> [(name: String, value: String)] {
        let known = "accept, authorization, content-type, x-requested-with, graphql-require-preflight, apollo-require-preflight"
        let allowed = requested.flatMap { Self.isListOfNames($0) ? $0 : nil } ?? known
        return [
            ("access-control-allow-methods", "GET, POST, OPTIONS"), ("access-control-allow-headers", allowed),
            ("access-control-max-age", String(maxAge)), ("vary", "access-control-request-headers"),
        ]
    }

    private static func isListOfNames(_ text: String) -> Bool {
        (1...1000).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~, ".utf8.contains(byte)
                }
            }
    }

    private static let exposed = (name: "access-control-expose-headers", value: "retry-after")
}
