import Crypto

/// Binds a code to whoever asked for it (RFC 7636), by S256 only: the plain method proves nothing to whoever sees the request.
package enum CodeChallenge {
    // code-challenge = 43 characters: BASE64URL of a SHA-256
    package static func isValid(_ challenge: String) -> Bool {
        challenge.utf8.count == 43 && Base64URL.decode(Array(challenge.utf8))?.count == 32
    }

    // code-verifier = 43*128unreserved
    /// The challenge that a verifier answers; nil for what is no verifier.
    static func answered(by verifier: String) -> String? {
        let isUnreserved = verifier.utf8.allSatisfy { byte in Base62.contains(byte) || "-._~".utf8.contains(byte) }
        guard (43...128).contains(verifier.utf8.count), isUnreserved else { return nil }
        return Base64URL.encode(SHA256.hash(data: Array(verifier.utf8)))
    }
}
