import NIOHTTP1

/// What the gateway needs of a request's head.
///
/// A class, since each copy of it would count the holders of each of its texts.
final class RequestFacts: Sendable {
    let method: HTTPMethod
    /// The path without the query.
    let path: Substring
    /// What follows the first `?`, still encoded.
    let query: Substring?
    /// The host that is asked, with its port if it has one.
    let host: String?
    let headers: RequestHeaders
    /// Whether an answer may come in parts: without chunks its length has to be told at first.
    let takesParts: Bool
    /// Whether the client would go on in another protocol.
    let asksForOtherProtocol: Bool
    /// What a client says who would go on over a WebSocket.
    let socketOffer: SocketOffer?
    /// HTTP/1.1 without a `Host` header, which it requires.
    let isWithoutHost: Bool

    init(_ head: HTTPRequestHead) {
        method = head.method
        takesParts = head.method != .HEAD && head.version.minor >= 1
        let target = RequestTarget(head.uri)
        path = target.path
        query = target.query
        headers = RequestHeaders(head.headers)
        // What the target says of the host counts, whatever else is said (RFC 9112, 3.2.2).
        host = target.authority.map(String.init) ?? headers.host
        isWithoutHost = headers.host == nil && head.version.minor >= 1
        asksForOtherProtocol = head.method == .CONNECT || headers.asksForUpgrade
        socketOffer = headers.asksForUpgrade && head.method == .GET && head.version.minor >= 1 ? SocketOffer(head.headers) : nil
    }
}
