import Access
import Crypto
import Foundation
import GraphModel
import JSON

/// Tokens for viewers of any kind, signed with a secret that a gateway of these tests is given.
enum SignedViewer {
    private static let secret = "a secret that signs the tokens of the matrix's viewers, and of nobody else"

    /// What makes `souk serve` take these tokens.
    static func options() throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appending(path: "souk-matrix-\(UUID().uuidString)")
        try Data(secret.utf8).write(to: file)
        return ["--jwt-secret-file", file.path(percentEncoded: false)]
    }

    /// A token that says who the viewer is; visitors have none, and are no operators of a tenant that is not named.
    static func token(of viewer: Principal) -> String {
        var claims: [JSONMember] = [
            JSONMember("exp", .number("4102444800")), JSONMember("tenant", .number(String(viewer.tenant))),
            JSONMember("role", .string(viewer.role.rawValue)),
        ]
        if let subject = viewer.subject { claims.append(JSONMember("sub", .string(subject))) }
        if !viewer.merchants.isEmpty { claims.append(JSONMember("merchants", .array(viewer.merchants.map { .string(String($0)) }))) }
        if let scopes = viewer.scopes { claims.append(JSONMember("scope", .string(scopes.joined(separator: " ")))) }
        func part(_ bytes: some Sequence<UInt8>) -> String {
            Data(bytes).base64EncodedString().replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_")
        }
        let signed = part(#"{"alg":"HS256","typ":"JWT"}"#.utf8) + "." + part(JSONValue.object(claims).text.utf8)
        let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return signed + "." + part(code)
    }
}
