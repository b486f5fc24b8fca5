import Crypto
import CryptoExtras
import Foundation
import JWTKit

@testable import Access

/// Keys made for one run, and tokens signed with them in whatever way a test wants, right or wrong.
struct TestKeys: Sendable {
    let secret = Array("a shared secret of more than thirty-two bytes".utf8)
    let p256 = P256.Signing.PrivateKey()
    let ed25519 = Curve25519.Signing.PrivateKey()
    let rsa: _RSA.Signing.PrivateKey

    static let shared = Result { try TestKeys() }

    private init() throws {
        rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    }

    var keySet: KeySet {
        get async throws {
            KeySet([
                try await .secret(secret, id: "hs"),
                try await .pem(rsa.publicKey.pemRepresentation, algorithm: .rs256, id: "rs"),
                try await .pem(p256.publicKey.pemRepresentation, algorithm: .es256, id: "es"),
                try await .pem(ed25519PublicPEM, algorithm: .edDSA, id: "ed"),
            ])
        }
    }

    /// The SubjectPublicKeyInfo of RFC 8410: a fixed prefix and the key.
    var ed25519PublicPEM: String {
        let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        let der = Data(prefix) + ed25519.publicKey.rawRepresentation
        return "-----BEGIN PUBLIC KEY-----\n\(der.base64EncodedString())\n-----END PUBLIC KEY-----\n"
    }

    func signature(_ algorithm: JWTAlgorithmName, over text: String) throws -> [UInt8] {
        let bytes = Data(text.utf8)
        switch algorithm {
        case .hs256: return Self.hmac(secret, text)
        case .rs256: return Array(try rsa.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
        case .es256: return Array(try p256.signature(for: SHA256.hash(data: bytes)).rawRepresentation)
        case .edDSA: return Array(try ed25519.signature(for: bytes))
        }
    }

    static func hmac(_ secret: [UInt8], _ text: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: secret)))
    }

    /// A token whose parts are what they are said to be.
    static func token(header: String, payload: String, sign: (String) throws -> [UInt8]) rethrows -> String {
        let signed = base64URL(Array(header.utf8)) + "." + base64URL(Array(payload.utf8))
        return signed + "." + base64URL(try sign(signed))
    }

    func token(_ algorithm: JWTAlgorithmName = .es256, header: String? = nil, payload: String = goodPayload) throws -> String {
        try Self.token(header: header ?? #"{"alg":"\#(algorithm.rawValue)","typ":"JWT"}"#, payload: payload) {
            try signature(algorithm, over: $0)
        }
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

/// The moment at which the tests' tokens are looked at.
let now = 1_800_000_000.0

let goodPayload = #"{"tenant":"lumen","role":"buyer","sub":"42","exp":1800000600,"iat":1799999900}"#
