import NIOWebSocket

/// Why a WebSocket is closed: by the codes of `graphql-transport-ws`, and by those of RFC 6455.
struct SocketCloseCode: Hashable {
    let number: UInt16
    /// For whoever looks: at most 123 bytes.
    let reason: String

    static let goingAway = SocketCloseCode(number: 1001, reason: "The gateway ends; connect again.")
    static let protocolError = SocketCloseCode(number: 1002, reason: "A client's frames are masked, in order, and without extensions.")
    static let messageTooLarge = SocketCloseCode(number: 1009, reason: "The message is too large.")
    static let tryAgainLater = SocketCloseCode(number: 1013, reason: "Too many large answers wait for their clients; try again shortly.")
    static let unavailable = SocketCloseCode(number: 1013, reason: "Nobody can tell now whose the token is; try again shortly.")
    static let messageTooSlow = SocketCloseCode(number: 1008, reason: "The message did not arrive in time.")
    static func badMessage(_ reason: String) -> SocketCloseCode { SocketCloseCode(number: 4400, reason: reason) }
    static let unauthorized = SocketCloseCode(number: 4401, reason: "Unauthorized: send connection_init first.")
    static func forbidden(_ reason: String) -> SocketCloseCode { SocketCloseCode(number: 4403, reason: "Forbidden: \(reason)") }
    static let openingTimeout = SocketCloseCode(number: 4408, reason: "Connection initialisation timeout")
    static let subscriberExists = SocketCloseCode(number: 4409, reason: "Subscriber for this id already exists")
    static let tooManyOpenings = SocketCloseCode(number: 4429, reason: "Too many initialisation requests")
}
