import Crypto
import CryptoExtras
import Foundation
import Synchronization
import Testing

@testable import Access

@Suite("Keys")
struct KeyTests {
    private let keys: TestKeys

    init() throws { keys = try TestKeys.shared.get() }

    private func jwk(_ id: String) -> String {
        let point = Array(keys.p256.publicKey.rawRepresentation)
        return
            #"{"kty":"EC","crv":"P-256","use":"sig","kid":"\#(id)","x":"\#(TestKeys.base64URL(Array(point[..<32])))","y":"\#(TestKeys.base64URL(Array(point[32...])))"}"#
    }

    @Test("A short secret is refused")
    func shortSecret() async throws {
        await #expect(throws: KeyError(.tooShort)) { try await VerificationKey.secret(Array("too short".utf8)) }
    }

    @Test("A PEM of one kind is no key of another", arguments: [JWTAlgorithmName.rs256, .edDSA, .hs256])
    func wrongPEM(algorithm: JWTAlgorithmName) async throws {
        await #expect(throws: KeyError(.unusable)) {
            try await VerificationKey.pem(keys.p256.publicKey.pemRepresentation, algorithm: algorithm)
        }
    }

    @Test("A key set gives its signature keys and leaves out the rest")
    func jwks() async throws {
        let ed = TestKeys.base64URL(Array(keys.ed25519.publicKey.rawRepresentation))
        let document = #"""
            {"keys":[\#(jwk("a")),{"kty":"OKP","crv":"Ed25519","x":"\#(ed)","kid":"b","alg":"EdDSA"},
            {"kty":"oct","k":"c2VjcmV0","kid":"c"},{"kty":"EC","crv":"P-256","x":"AA","y":"AA"},
            {"kty":"EC","crv":"P-256","use":"enc","x":"AA","y":"AA"},{"kty":"RSA","alg":"RS512","n":"AQAB","e":"AQAB"},7,null]}
            """#
        let set = KeySet(try await JWKSDocument.keys(in: Array(document.utf8)))
        #expect(set.candidates(algorithm: .es256, id: "a").count == 1)
        #expect(set.candidates(algorithm: .edDSA, id: "b").count == 1)
        #expect(!set.has(.hs256) && !set.has(.rs256))
        let claims = try JWTVerifier(policy: JWTPolicy()).verify(keys.token(.edDSA), with: set, at: now)
        #expect(try claims.tenant() == .name("lumen"))
    }

    @Test("What is no key set is refused", arguments: ["", "{}", "[]", #"{"keys":{}}"#, #"{"keys":[]}"#, #"{"keys":[{"kty":"oct"}]}"#])
    func noSet(text: String) async throws {
        await #expect(throws: KeyError.self) { try await JWKSDocument.keys(in: Array(text.utf8)) }
    }

    @Test("A source that fails keeps the keys it gave, and a new key is fetched when a token names it")
    func refresh() async throws {
        let served = Mutex<String?>(#"{"keys":[\#(jwk("old"))]}"#)
        let ring = KeyRing(sources: [.jwksURL("https://id.example")], patience: .zero) { _ throws(KeyError) in
            guard let text = served.withLock({ $0 }) else { throw KeyError(.unreadable) }
            return Array(text.utf8)
        }
        try await ring.load()
        #expect(ring.current.candidates(algorithm: .es256, id: "old").count == 1)

        served.withLock { $0 = nil }
        #expect(await ring.refreshForUnknownKey())
        #expect(ring.current.candidates(algorithm: .es256, id: "old").count == 1)

        served.withLock { $0 = #"{"keys":[\#(jwk("new"))]}"# }
        let authenticator = Authenticator(
            tokens: MemoryTokens(), tenants: TenantDirectory(store: MemoryTenants([Tenant(id: 1, name: "lumen")])), keys: ring,
            wallClock: { now })
        let token = try keys.token(.es256, header: #"{"alg":"ES256","kid":"new"}"#)
        #expect(try await authenticator.principal(for: Credential(authorization: "Bearer " + token)).subject == "42")
    }

    @Test("Unknown keys do not make the sources be read again and again")
    func patience() async throws {
        let fetches = Mutex(0)
        let document = #"{"keys":[\#(jwk("a"))]}"#
        let ring = KeyRing(sources: [.jwksURL("https://id.example")], patience: .seconds(60)) { _ throws(KeyError) in
            fetches.withLock { $0 += 1 }
            return Array(document.utf8)
        }
        try await ring.load()
        for _ in 0..<20 { #expect(await ring.refreshForUnknownKey() == false) }
        #expect(fetches.withLock { $0 } == 1)
    }

    @Test("Keys are read from files; a missing or huge one is refused")
    func files() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "souk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let secret = folder.appending(path: "secret").path
        try Data(keys.secret + [0x0A]).write(to: URL(filePath: secret))
        let ring = KeyRing(sources: [.secretFile(secret)])
        try await ring.load()
        #expect(throws: Never.self) { try JWTVerifier(policy: JWTPolicy()).verify(keys.token(.hs256), with: ring.current, at: now) }

        await #expect(throws: KeyError(.unreadable)) { try await KeyRing(sources: [.secretFile(secret + "x")]).load() }
        try Data(count: KeySource.largest + 1).write(to: URL(filePath: secret))
        await #expect(throws: KeyError(.tooLarge)) { try await KeyRing(sources: [.secretFile(secret)]).load() }
    }
}
