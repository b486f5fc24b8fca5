import JSON

/// Turns a JWT into its claims, or says why not. Pure: what it believes is what it is given.
struct JWTVerifier: Sendable {
    let policy: JWTPolicy

    /// - Parameter now: seconds since 1970.
    /// - Throws: `keyUnknown` when no key of the set fits: a newer set may have it. Any other code is final.
    func verify(_ token: String, with keys: KeySet, at now: Double) throws(AccessError) -> JWTClaims {
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let signature = Base64URL.decode(parts[2]) else { throw AccessError(.malformed) }
        let header = try object(parts[0])
        let (algorithm, keyID) = try self.algorithm(of: header)
        guard keys.has(algorithm) else { throw AccessError(.algorithmRefused) }
        let candidates = keys.candidates(algorithm: algorithm, id: keyID)
        guard !candidates.isEmpty else { throw AccessError(.keyUnknown) }
        let signed = Array(token.utf8[parts[0].startIndex..<parts[1].endIndex])
        guard candidates.contains(where: { $0.accepts(signature, over: signed) }) else { throw AccessError(.signatureInvalid) }
        let claims = JWTClaims(try object(parts[1]), names: policy.claims)
        try check(claims, at: now)
        return claims
    }

    /// Reads the two members that matter. Keys that a token brings along (`jwk`, `jku`, `x5c`, `x5u`) are never looked at.
    private func algorithm(of header: JSONValue) throws(AccessError) -> (JWTAlgorithmName, keyID: String?) {
        guard case .string(let name)? = header["alg"] else { throw AccessError(.malformed) }
        guard let algorithm = JWTAlgorithmName(rawValue: name) else { throw AccessError(.algorithmRefused) }
        // RFC 7515, 4.1.11: what is marked critical must be understood, and no extension is.
        guard header["crit"] == nil else { throw AccessError(.malformed) }
        if let type = header["typ"] {
            // A token made for another purpose (RFC 8725, 3.11) is none for this one.
            guard case .string(let text) = type, ["jwt", "at+jwt", "application/at+jwt"].contains(text.lowercased()) else {
                throw AccessError(.malformed)
            }
        }
        switch header["kid"] {
        case nil: return (algorithm, nil)
        case .string(let id)?: return (algorithm, id)
        default: throw AccessError(.malformed)
        }
    }

    private func check(_ claims: JWTClaims, at now: Double) throws(AccessError) {
        if let end = try claims.time("exp") {
            guard now < end + policy.leeway else { throw AccessError(.expired) }
        } else if policy.requiresExpiry {
            throw AccessError(.claimsInvalid)
        }
        if let start = try claims.time("nbf"), now < start - policy.leeway { throw AccessError(.notYetValid) }
        if let issuers = policy.issuers {
            guard let issuer = try claims.text("iss"), issuers.contains(issuer) else { throw AccessError(.issuerRefused) }
        }
        if let audiences = policy.audiences {
            guard !audiences.isDisjoint(with: try claims.texts("aud")) else { throw AccessError(.audienceRefused) }
        }
    }

    private func object(_ part: Substring.UTF8View) throws(AccessError) -> JSONValue {
        guard let bytes = Base64URL.decode(part),
            let value = try? JSONParser.parse(bytes, limits: JSONParser.Limits(depth: 16, size: BearerToken.longest)),
            case .object = value
        else { throw AccessError(.malformed) }
        return value
    }
}
