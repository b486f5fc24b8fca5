/// The addresses that apps and shops' owners ask.
enum OAuthEndpoint: String, Hashable, Sendable, CaseIterable {
    /// RFC 8414
    case metadata = "/.well-known/oauth-authorization-server"
    /// RFC 6749, section 3.1
    case authorize = "/oauth/authorize"
    /// RFC 6749, section 3.2
    case token = "/oauth/token"
    /// RFC 7009
    case revoke = "/oauth/revoke"
    /// RFC 7662
    case introspect = "/oauth/introspect"
    /// What the asking owner's shops granted.
    case grants = "/oauth/grants"
    /// Ends one of these grants.
    case withdraw = "/oauth/withdraw"

    init?(path: Substring) {
        guard path.utf8.count > 6, let endpoint = OAuthEndpoint(rawValue: String(path)) else { return nil }
        self = endpoint
    }

    /// As `Allow` has them.
    var methods: String {
        switch self {
        case .metadata, .grants: "GET, HEAD, OPTIONS"
        case .authorize: "GET, HEAD, POST, OPTIONS"
        case .token, .revoke, .introspect, .withdraw: "POST, OPTIONS"
        }
    }
}
