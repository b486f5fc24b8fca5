/// Why a request has no principal.
///
/// Only the difference between "prove who you are" and "try again" reaches the client; the code goes to metrics and to the log.
package struct AccessError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// No token, and neither host nor path names a tenant that admits visitors.
        case credentialsMissing
        /// The `Authorization` header is not of the form `Bearer <token>`.
        case headerMalformed
        /// What was sent is neither a JWT nor an opaque token, or is damaged.
        case malformed
        /// The token's algorithm is not one that is configured.
        case algorithmRefused
        /// No configured key fits the token.
        case keyUnknown
        case signatureInvalid
        case expired
        case notYetValid
        case issuerRefused
        case audienceRefused
        /// A claim that makes up the principal is absent or of the wrong form.
        case claimsInvalid
        /// A well-formed opaque token that is not in force: never issued, revoked, or no longer granted.
        case tokenUnknown
        /// No such tenant, or one that is not served.
        case tenantUnknown
        /// The token is one tenant's, the path names another.
        case tenantMismatch
        /// What would have to be asked does not answer.
        case unavailable
    }

    package let code: Code

    package init(_ code: Code) { self.code = code }

    /// Whether trying again later, unchanged, may succeed.
    package var isTemporary: Bool { code == .unavailable }
}

extension AccessError: CustomStringConvertible {
    package var description: String {
        switch code {
        case .unavailable: "Authentication is not available at the moment."
        case .credentialsMissing: "This needs a token, or the path of a marketplace that has visitors: /t/<name>/graphql."
        case .tenantMismatch: "The token is not valid here."
        case .headerMalformed: "The Authorization header is to be \"Bearer \" and the token."
        default: "The token is not valid."
        }
    }
}
