/// Why an authorization server says no, in the words of its protocol (RFC 6749, sections 4.1.2.1 and 5.2; RFC 7009; RFC 8693).
package struct OAuthError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable {
        case invalidRequest = "invalid_request"
        case invalidClient = "invalid_client"
        case invalidGrant = "invalid_grant"
        case unauthorizedClient = "unauthorized_client"
        case unsupportedGrantType = "unsupported_grant_type"
        case unsupportedResponseType = "unsupported_response_type"
        case invalidScope = "invalid_scope"
        case invalidTarget = "invalid_target"
        case accessDenied = "access_denied"
        case serverError = "server_error"
        case temporarilyUnavailable = "temporarily_unavailable"
        /// Too many wrong secrets for this client; not of the RFCs, and named as RFC 8628 names the like.
        case slowDown = "slow_down"
    }

    package let code: Code
    /// For the developer of the client: says nothing that a tenant should not read, in the characters that RFC 6749 allows (5.2): ASCII
    /// without quotation marks and backslashes.
    package let description: String
    /// Whether a client that has a secret was named with another.
    let isWrongSecret: Bool

    package init(_ code: Code, _ description: String) {
        self.init(code, description, isWrongSecret: false)
    }

    init(_ code: Code, _ description: String, isWrongSecret: Bool) {
        self.code = code
        self.description = String(
            decoding: description.utf8.map { byte in
                switch byte {
                case UInt8(ascii: "\""): UInt8(ascii: "'")
                case 0x20...0x5B, 0x5D...0x7E: byte
                default: UInt8(ascii: "?")
                }
            }, as: UTF8.self)
        self.isWrongSecret = isWrongSecret
    }

    package static let unprovenClient = OAuthError(.invalidClient, "The client is not known, or did not prove that it is the one.")
    static let unavailable = OAuthError(.temporarilyUnavailable, "Try again shortly.")
    /// The database takes a value for none.
    static let unfit = OAuthError(.invalidRequest, "A value is not one that fits here.")
}
