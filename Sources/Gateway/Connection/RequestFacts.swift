import NIOHTTP1

/// What the gateway needs of a request's head, gathered in one pass over its headers.
struct RequestFacts {
    let method: HTTPMethod
    /// The path without the query.
    let path: Substring
    /// What follows the first `?`, still encoded.
    let query: Substring?
    /// Whether an answer may come in parts: without chunks its length has to be told at first.
    let takesParts: Bool
    var accept: String?
    var acceptEncoding: String?
    var authorization: String?
    var contentEncoding: String?
    var contentType: String?
    var host: String?
    var origin: String?
    var requestedMethod: String?
    var requestedHeaders: String?
    var secFetchSite: String?
    /// A header that no browser sends to another site without having asked it first.
    var hasPreflightHeader = false
    var expectsContinue = false
    /// Whether the client would go on in another protocol: `Upgrade` in a `Connection` header, or CONNECT.
    var asksForOtherProtocol = false
    /// A header that may be sent once was sent twice, so that who reads the first and who reads the last would disagree.
    var isAmbiguous = false
    /// HTTP/1.1 without a `Host` header, which it requires.
    private(set) var isWithoutHost = false

    init(_ head: HTTPRequestHead) {
        method = head.method
        takesParts = head.method != .HEAD && head.version.minor >= 1
        let target = RequestTarget(head.uri)
        path = target.path
        query = target.query
        asksForOtherProtocol = head.method == .CONNECT
        for (name, value) in head.headers { take(name, value) }
        isWithoutHost = host == nil && head.version.minor >= 1
        // What the target says of the host counts, whatever else is said (RFC 9112, 3.2.2).
        if let authority = target.authority { host = String(authority) }
    }

    private mutating func take(_ name: String, _ value: String) {
        // By length first: most headers are none of these, and comparing lengths is nearly free.
        switch name.utf8.count {
        case 4 where name.equals("host"): Self.set(&host, value, &isAmbiguous)
        case 6:
            if name.equals("accept") {
                accept = accept.map { $0 + "," + value } ?? value
            } else if name.equals("origin") {
                Self.set(&origin, value, &isAmbiguous)
            } else if name.equals("expect") {
                expectsContinue = value.equals("100-continue")
            }
        case 10 where name.equals("connection"):
            // What nearly every client sends here is told apart first.
            if !value.equals("keep-alive"), value.split(separator: ",").contains(where: { $0.lowercasedTrimmed == "upgrade" }) {
                asksForOtherProtocol = true
            }
        case 12 where name.equals("content-type"): Self.set(&contentType, value, &isAmbiguous)
        case 13 where name.equals("authorization"): Self.set(&authorization, value, &isAmbiguous)
        case 14 where name.equals("sec-fetch-site"): Self.set(&secFetchSite, value, &isAmbiguous)
        case 15 where name.equals("accept-encoding"): acceptEncoding = acceptEncoding.map { $0 + "," + value } ?? value
        case 16:
            if name.equals("content-encoding") {
                Self.set(&contentEncoding, value, &isAmbiguous)
            } else if name.equals("x-requested-with") {
                hasPreflightHeader = true
            }
        case 24 where name.equals("apollo-require-preflight"): hasPreflightHeader = true
        case 25 where name.equals("graphql-require-preflight"): hasPreflightHeader = true
        case 29 where name.equals("access-control-request-method"): Self.set(&requestedMethod, value, &isAmbiguous)
        case 30 where name.equals("access-control-request-headers"): requestedHeaders = requestedHeaders.map { $0 + "," + value } ?? value
        default: break
        }
    }

    private static func set(_ field: inout String?, _ value: String, _ isAmbiguous: inout Bool) {
        if field != nil { isAmbiguous = true }
        field = value
    }
}

extension String {
    /// Whether the text is `other`, which is in lower case, in any case of ASCII.
    fileprivate func equals(_ other: StaticString) -> Bool {
        let count = other.utf8CodeUnitCount
        guard utf8.count == count else { return false }
        var expected = other.utf8Start
        for byte in utf8 {
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            guard lower == expected.pointee else { return false }
            expected += 1
        }
        return true
    }
}
