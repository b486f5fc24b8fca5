/// The signature algorithms that can be configured. `none` and everything else has no case, hence no code path.
package enum JWTAlgorithmName: String, Sendable, Hashable, CaseIterable {
    /// HMAC with SHA-256: whoever can verify can also issue.
    case hs256 = "HS256"
    /// RSA PKCS #1 v1.5 with SHA-256.
    case rs256 = "RS256"
    /// ECDSA on P-256 with SHA-256.
    case es256 = "ES256"
    /// Ed25519.
    case edDSA = "EdDSA"
}
