import CryptoExtras
import Testing

@testable import Access

@Suite("JWT")
struct JWTVerifierTests {
    private let keys: TestKeys

    init() throws { keys = try TestKeys.shared.get() }

    private func code(_ token: String, _ policy: JWTPolicy = JWTPolicy(), keys keySet: KeySet? = nil) async throws -> AccessError.Code? {
        var set = keySet
        if set == nil { set = try await keys.keySet }
        do throws(AccessError) {
            _ = try JWTVerifier(policy: policy).verify(token, with: set ?? KeySet(), at: now)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("Each configured algorithm is accepted", arguments: JWTAlgorithmName.allCases)
    func accepted(algorithm: JWTAlgorithmName) async throws {
        #expect(try await code(keys.token(algorithm)) == nil)
    }

    @Test("A changed payload, header or signature is refused", arguments: JWTAlgorithmName.allCases)
    func tampered(algorithm: JWTAlgorithmName) async throws {
        let parts = try keys.token(algorithm).split(separator: ".").map(String.init)
        let other = try keys.token(algorithm, payload: goodPayload.replacing("buyer", with: "operator")).split(separator: ".").map(
            String.init)
        #expect(try await code([parts[0], other[1], parts[2]].joined(separator: ".")) == .signatureInvalid)
        #expect(try await code([parts[0], parts[1], TestKeys.base64URL([1, 2, 3])].joined(separator: ".")) == .signatureInvalid)
        #expect(try await code([parts[0], parts[1], ""].joined(separator: ".")) == .signatureInvalid)
    }

    @Test(
        "An algorithm that is not ours is refused, `none` in every spelling first",
        arguments: ["none", "None", "NONE", "nOnE", "", "HS384", "HS512", "RS384", "PS256", "ES384", "es256", "dir"])
    func foreignAlgorithm(name: String) async throws {
        for signature in [[], TestKeys.hmac(keys.secret, "x")] {
            let token = TestKeys.token(header: #"{"alg":"\#(name)"}"#, payload: goodPayload) { _ in signature }
            #expect(try await code(token) == .algorithmRefused)
        }
    }

    @Test("A public key is no shared secret: HS256 signed with the RSA key's PEM is refused")
    func confusion() async throws {
        let pem = keys.rsa.publicKey.pemRepresentation
        for secret in [pem, pem + "\n"] {
            for kid in ["", #","kid":"rs""#] {
                let token = TestKeys.token(header: #"{"alg":"HS256"\#(kid)}"#, payload: goodPayload) {
                    TestKeys.hmac(Array(secret.utf8), $0)
                }
                #expect(try await code(token) != nil)
                let rsaOnly = KeySet([try await .pem(pem, algorithm: .rs256, id: "rs")])
                #expect(try await code(token, keys: rsaOnly) == .algorithmRefused)
            }
        }
    }

    @Test("A key named for one algorithm does not serve another")
    func keyOfOtherAlgorithm() async throws {
        #expect(try await code(keys.token(.es256, header: #"{"alg":"ES256","kid":"rs"}"#)) == .keyUnknown)
    }

    @Test("An unknown key id is told apart, so that newer keys can be fetched")
    func unknownKey() async throws {
        #expect(try await code(keys.token(.es256, header: #"{"alg":"ES256","kid":"tomorrow"}"#)) == .keyUnknown)
    }

    @Test("Keys that a token brings along are not used")
    func embeddedKey() async throws {
        let mine = try TestKeys.token(
            header: #"{"alg":"ES256","jwk":{"kty":"EC","crv":"P-256"},"jku":"https://evil.example/jwks","x5u":"https://evil.example"}"#,
            payload: goodPayload, sign: { try keys.signature(.rs256, over: $0) })
        #expect(try await code(mine) == .signatureInvalid)
    }

    @Test(
        "Headers that ask for more than is understood are refused",
        arguments: [
            #"{"alg":"ES256","crit":["exp"]}"#, #"{"alg":"ES256","crit":[]}"#, #"{"alg":"ES256","kid":7}"#, #"{"alg":["ES256"]}"#,
            #"{"alg":"ES256","typ":"secevent+jwt"}"#, #"{"typ":"JWT"}"#, #"["ES256"]"#, "null", "{", "",
        ])
    func headers(header: String) async throws {
        #expect(try await code(keys.token(.es256, header: header)) == .malformed)
    }

    @Test(
        "Expiry and start count with the leeway of 30 seconds",
        arguments: [
            (#""exp":1800000000"#, nil), (#""exp":1799999971"#, nil), (#""exp":1799999970"#, AccessError.Code.expired),
            (#""exp":1799999970.5"#, nil), (#""exp":1"#, .expired), (#""exp":-1"#, .expired),
            (#""exp":1900000000,"nbf":1800000030"#, nil), (#""exp":1900000000,"nbf":1800000031"#, .notYetValid),
            (#""exp":"1900000000""#, .claimsInvalid), (#""exp":null"#, .claimsInvalid), (#""exp":1e999"#, .claimsInvalid),
            (#""iat":1"#, .claimsInvalid),
        ] as [(String, AccessError.Code?)])
    func times(claims: String, expected: AccessError.Code?) async throws {
        #expect(try await code(keys.token(payload: #"{"tenant":1,"role":"buyer",\#(claims)}"#)) == expected)
    }

    @Test(
        "Issuer and audience must fit where they are configured",
        arguments: [
            (#""iss":"https://id.example","aud":"souk""#, nil), (#""iss":"https://id.example","aud":["x","souk"]"#, nil),
            (#""iss":"https://id.example/","aud":"souk""#, AccessError.Code.issuerRefused), (#""aud":"souk""#, .issuerRefused),
            (#""iss":["https://id.example"],"aud":"souk""#, .claimsInvalid), (#""iss":"https://id.example""#, .audienceRefused),
            (#""iss":"https://id.example","aud":"other""#, .audienceRefused), (#""iss":"https://id.example","aud":[]"#, .audienceRefused),
        ] as [(String, AccessError.Code?)])
    func issuerAndAudience(claims: String, expected: AccessError.Code?) async throws {
        let policy = JWTPolicy(issuers: ["https://id.example"], audiences: ["souk"])
        #expect(try await code(keys.token(payload: #"{"exp":1800000600,\#(claims)}"#), policy) == expected)
    }

    @Test(
        "Garbage is refused, whatever it looks like",
        arguments: [
            "..", "...", "a.b.c", "a.b", "!!.??.##", "e30.e30.", "eyJhbGciOiJFUzI1NiJ9..", "\u{0}.\u{0}.\u{0}", "ä.ö.ü",
        ])
    func garbage(token: String) async throws {
        #expect(try await code(token) != nil)
    }

    @Test("A payload that nests deeply is refused, and ends nothing")
    func deepPayload() async throws {
        let payload = String(repeating: "[", count: 3000) + String(repeating: "]", count: 3000)
        #expect(try await code(keys.token(payload: payload)) == .malformed)
    }

    @Test("Base64 with padding, blanks, or bits that say nothing has no second spelling")
    func base64() {
        #expect(Base64URL.decode("AQI".utf8) == [1, 2])
        for text in ["AQI=", "AQJ", "A", "AQI ", "AQ+/", "AQ\n"] { #expect(Base64URL.decode(text.utf8) == nil) }
    }
}
