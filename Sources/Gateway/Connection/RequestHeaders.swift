import NIOHTTP1

/// What the gateway needs of a request's headers, gathered in one pass.
struct RequestHeaders: Sendable {
    private(set) var accept: String?
    private(set) var acceptEncoding: String?
    private(set) var authorization: String?
    private(set) var contentEncoding: String?
    /// What the client says of its body's length; nil where that is no number that a request could have.
    private(set) var contentLength: Int?
    private(set) var contentType: String?
    /// `X-Forwarded-For`, all of them with commas.
    private(set) var forwardedFor: String?
    private(set) var host: String?
    private(set) var origin: String?
    private(set) var requestedMethod: String?
    private(set) var requestedHeaders: String?
    private(set) var secFetchSite: String?
    /// A header that no browser sends to another site without having asked it first.
    private(set) var hasPreflightHeader = false
    private(set) var expectsContinue = false
    /// `Upgrade` in a `Connection` header.
    private(set) var asksForUpgrade = false
    /// A header that may be sent once was sent twice, so that who reads the first and who reads the last would disagree.
    private(set) var isAmbiguous = false

    init(_ headers: HTTPHeaders) {
        for (name, value) in headers { take(name, value) }
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
                asksForUpgrade = true
            }
        case 12 where name.equals("content-type"): Self.set(&contentType, value, &isAmbiguous)
        case 13 where name.equals("authorization"): Self.set(&authorization, value, &isAmbiguous)
        case 14:
            if name.equals("content-length") {
                contentLength = contentLength ?? Int(value)
            } else if name.equals("sec-fetch-site") {
                Self.set(&secFetchSite, value, &isAmbiguous)
            }
        case 15:
            if name.equals("accept-encoding") {
                acceptEncoding = acceptEncoding.map { $0 + "," + value } ?? value
            } else if name.equals("x-forwarded-for") {
                forwardedFor = forwardedFor.map { $0 + "," + value } ?? value
            }
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
