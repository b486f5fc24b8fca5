/// What a request shows to say who asks.
package struct Credential: Sendable, Hashable {
    /// The `Authorization` header as it came; nil when there is none.
    package var authorization: String?
    /// The tenant that the path names (`/t/<name>/graphql`).
    package var tenantName: String?
    /// The host that was asked, without port: may name the tenant that a visitor visits.
    package var host: String?

    package init(authorization: String? = nil, tenantName: String? = nil, host: String? = nil) {
        self.authorization = authorization
        self.tenantName = tenantName
        self.host = host
    }
}

/// A bearer token, told by its shape.
enum BearerToken: Sendable, Hashable {
    case opaque(OpaqueToken)
    case jwt(String)

    /// No token of ours is longer; a longer one is refused before anything is computed over it.
    static let longest = 8192

    init(authorization: String) throws(AccessError) {
        guard authorization.utf8.count <= Self.longest else { throw AccessError(.malformed) }
        let parts = authorization.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw AccessError(.headerMalformed) }
        let token = parts[1].trimming(while: { $0 == " " })
        if token.hasPrefix(OpaqueToken.prefix) {
            guard let opaque = OpaqueToken(token) else { throw AccessError(.malformed) }
            self = .opaque(opaque)
        } else if token.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2 {
            self = .jwt(String(token))
        } else {
            throw AccessError(.malformed)
        }
    }
}

extension Substring {
    fileprivate func trimming(while matches: (Character) -> Bool) -> Substring {
        var rest = drop(while: matches)
        while let last = rest.last, matches(last) { rest.removeLast() }
        return rest
    }
}
