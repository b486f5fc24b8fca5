import Crypto
import Foundation
import NIOHTTP1

/// What a client says who would go on over a WebSocket (RFC 6455, section 4.1).
struct SocketOffer: Sendable, Hashable {
    private let key: String?
    let version: String?
    /// The protocols that it would speak, the one it likes best first.
    let protocols: [String]

    /// The protocol that is spoken here.
    static let graphQL = "graphql-transport-ws"
    static let version = "13"
    private static let magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// Nil where the client would have another protocol than WebSockets.
    init?(_ headers: HTTPHeaders) {
        guard headers[canonicalForm: "upgrade"].contains(where: { $0.lowercased() == "websocket" }) else { return nil }
        let keys = headers["sec-websocket-key"]
        key = keys.count == 1 ? keys.first : nil
        version = headers.first(name: "sec-websocket-version")
        protocols = headers[canonicalForm: "sec-websocket-protocol"].map(String.init)
    }

    /// What proves to the client that its offer was understood; nil where its key is none: 16 bytes in base64.
    var acceptance: String? {
        guard let key, Data(base64Encoded: key)?.count == 16 else { return nil }
        return Data(Insecure.SHA1.hash(data: Data((key + Self.magic).utf8))).base64EncodedString()
    }
}
