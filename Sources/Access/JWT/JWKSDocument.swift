import JSON

/// A JSON Web Key Set (RFC 7517, section 5): only public signature keys of the algorithms known here are taken from it.
enum JWKSDocument {
    /// More keys than anybody rotates; the rest is ignored.
    static let mostKeys = 64

    /// Returns the usable keys. One that is not usable (another type, for encryption, damaged) is left out, as the RFC asks.
    static func keys(in bytes: [UInt8]) async throws(KeyError) -> [VerificationKey] {
        guard let document = try? JSONParser.parse(bytes), case .array(let entries)? = document["keys"] else { throw KeyError(.unreadable) }
        var keys: [VerificationKey] = []
        for entry in entries.prefix(mostKeys) {
            if let key = try? await key(entry) { keys.append(key) }
        }
        guard !keys.isEmpty else { throw KeyError(.noKeys) }
        return keys
    }

    private static func key(_ entry: JSONValue) async throws(KeyError) -> VerificationKey {
        func text(_ name: String) throws(KeyError) -> String {
            guard case .string(let text)? = entry[name] else { throw KeyError(.unusable) }
            return text
        }
        /// An absent member is fine; a present one must be one of these.
        func allows(_ name: String, _ allowed: [String]) -> Bool {
            guard let value = entry[name] else { return true }
            guard case .string(let text) = value else { return false }
            return allowed.contains(text)
        }
        guard allows("use", ["sig"]) else { throw KeyError(.unusable) }
        let id: String? = if case .string(let id)? = entry["kid"] { id } else { nil }
        switch try text("kty") {
        case "RSA" where allows("alg", ["RS256"]):
            return try await .rsa(modulus: text("n"), exponent: text("e"), id: id)
        case "EC" where allows("alg", ["ES256"]) && allows("crv", ["P-256"]):
            return try await .p256(x: text("x"), y: text("y"), id: id)
        case "OKP" where allows("alg", ["EdDSA", "Ed25519"]) && allows("crv", ["Ed25519"]):
            return try await .ed25519(x: text("x"), id: id)
        default:
            throw KeyError(.unusable)
        }
    }
}
