import Foundation
import JWTKit

/// One key, bound for good to one algorithm: a token cannot talk a key into another one.
struct VerificationKey: Sendable {
    let id: String?
    let algorithm: JWTAlgorithmName
    private let verifier: any JWTAlgorithm

    private init(id: String?, algorithm: JWTAlgorithmName, _ add: (JWTKeyCollection) async throws -> Void) async throws(KeyError) {
        self.id = id
        self.algorithm = algorithm
        do {
            // One collection per key: only the collection makes algorithms, and what it makes checks signatures without awaiting.
            let collection = JWTKeyCollection()
            try await add(collection)
            self.verifier = try await collection.getKey()
        } catch {
            throw KeyError(.unusable)
        }
        guard verifier.name == algorithm.rawValue else { throw KeyError(.unusable) }
    }

    /// - Throws: `tooShort` below 32 bytes: a shorter one can be guessed offline from a single token.
    static func secret(_ secret: [UInt8], id: String? = nil) async throws(KeyError) -> VerificationKey {
        guard secret.count >= 32 else { throw KeyError(.tooShort) }
        return try await VerificationKey(id: id, algorithm: .hs256) { await $0.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256) }
    }

    /// Reads a public key; a secret is no PEM.
    static func pem(_ text: String, algorithm: JWTAlgorithmName, id: String? = nil) async throws(KeyError) -> VerificationKey {
        try await VerificationKey(id: id, algorithm: algorithm) { collection in
            switch algorithm {
            case .hs256: throw KeyError(.unusable)
            case .rs256: await collection.add(rsa: try Insecure.RSA.PublicKey(pem: text), digestAlgorithm: .sha256)
            case .es256: await collection.add(ecdsa: try ES256PublicKey(pem: text))
            case .edDSA: await collection.add(eddsa: try EdDSA.PublicKey(pem: text))
            }
        }
    }

    static func rsa(modulus: String, exponent: String, id: String?) async throws(KeyError) -> VerificationKey {
        try await VerificationKey(id: id, algorithm: .rs256) {
            await $0.add(rsa: try Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent), digestAlgorithm: .sha256)
        }
    }

    static func p256(x: String, y: String, id: String?) async throws(KeyError) -> VerificationKey {
        try await VerificationKey(id: id, algorithm: .es256) { await $0.add(ecdsa: try ES256PublicKey(parameters: (x, y))) }
    }

    static func ed25519(x: String, id: String?) async throws(KeyError) -> VerificationKey {
        try await VerificationKey(id: id, algorithm: .edDSA) { await $0.add(eddsa: try EdDSA.PublicKey(x: x, curve: .ed25519)) }
    }

    /// Whether a signature is this key's over these bytes; false for whatever is not a signature at all.
    func accepts(_ signature: [UInt8], over bytes: [UInt8]) -> Bool {
        (try? verifier.verify(signature, signs: bytes)) ?? false
    }
}

/// Why a configured key cannot be used. Says nothing of the key itself.
package struct KeyError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable {
        case unreadable, unusable, tooShort, tooLarge, noKeys
    }

    package let code: Code
    init(_ code: Code) { self.code = code }
}

extension KeyError: CustomStringConvertible {
    package var description: String {
        switch code {
        case .unreadable: "A file or an address with keys for JWTs cannot be read."
        case .unusable: "A key for JWTs is none of HS256, RS256, ES256 and EdDSA, or is damaged."
        case .tooShort: "The secret for JWTs (--jwt-secret-file) has less than 32 bytes. `openssl rand -base64 48` makes one."
        case .tooLarge: "A file or an answer with keys for JWTs is larger than \(KeySource.largest >> 20) MB."
        case .noKeys: "A key set for JWTs has no key that a signature can be checked with."
        }
    }
}
