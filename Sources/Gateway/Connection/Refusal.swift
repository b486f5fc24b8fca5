import GraphQLLanguage
import JSON
import NIOCore
import NIOHTTP1

/// Why the gateway itself does not answer a request: becomes a GraphQL response without data.
struct Refusal: Error, Hashable {
    let status: HTTPResponseStatus
    /// Another status in `application/graphql-response+json`, where 200 is for answers with data alone.
    var strictStatus: HTTPResponseStatus?
    let code: GraphQLError.Code
    /// Fit for whoever asked.
    let message: String
    /// One header that the status calls for, such as `Allow` with 405.
    var header: Header?
    /// Whether the connection can be used no longer, since what follows on it is not known.
    var closesConnection = false

    struct Header: Hashable {
        let name: String
        let value: String
    }

    init(
        _ status: HTTPResponseStatus, strict: HTTPResponseStatus? = nil, _ code: GraphQLError.Code, _ message: String,
        header: Header? = nil, closesConnection: Bool = false
    ) {
        self.status = status
        self.strictStatus = strict
        self.code = code
        self.message = message
        self.header = header
        self.closesConnection = closesConnection
    }

    /// `{"errors":[{"message":…,"extensions":{"code":…}}]}`
    var body: ByteBuffer {
        var writer = JSONWriter(capacity: 256)
        writer.append(raw: #"{"errors":[{"message":"#)
        writer.append(string: message)
        writer.append(raw: #","extensions":{"code":"#)
        writer.append(string: code.rawValue)
        writer.append(raw: "}}]}")
        return writer.withUnsafeBytes { ByteBuffer(bytes: $0) }
    }
}

extension Refusal {
    static func badRequest(_ message: String) -> Refusal { Refusal(.badRequest, .validation, message) }

    static func methodNotAllowed(allow: String) -> Refusal {
        Refusal(.methodNotAllowed, .validation, "This address takes \(allow).", header: Header(name: "allow", value: allow))
    }

    static let notFound = Refusal(.notFound, .notFound, "There is nothing at this address. GraphQL is at /graphql.")
    static let notAcceptable = Refusal(
        .notAcceptable, .validation,
        "Answers are application/graphql-response+json, application/json or, over HTTP/1.1, text/event-stream; the Accept header admits none."
    )
    static let unsupportedMediaType = Refusal(
        .unsupportedMediaType, .validation, "The body of a POST must be application/json in UTF-8.",
        header: Header(name: "accept-post", value: "application/json"))
    static let bodyTooLarge = Refusal(.payloadTooLarge, .tooComplex, "The request body is too large.", closesConnection: true)
    static let headersTooLarge = Refusal(
        .requestHeaderFieldsTooLarge, .tooComplex, "The request's headers are too large.", closesConnection: true)
    static let malformed = Refusal(.badRequest, .validation, "This is not HTTP/1.1.", closesConnection: true)
    static let hostMissing = Refusal(.badRequest, .validation, "HTTP/1.1 needs a Host header.", closesConnection: true)
    static let bodyTooSlow = Refusal(.requestTimeout, .timeout, "The request did not arrive in time.", closesConnection: true)
    static let deadlineExceeded = Refusal(.gatewayTimeout, .timeout, "The request took too long.")
    static let tooManyUnsent = Refusal(
        .serviceUnavailable, .unavailable, "Too many large answers wait for their clients; try again shortly, or ask for less at a time.",
        header: Header(name: "retry-after", value: "1"))
    static let encodingUnknown = Refusal(
        .unsupportedMediaType, .validation, "A request body may be compressed with gzip or deflate.",
        header: Header(name: "accept-encoding", value: "gzip, deflate"), closesConnection: true)
    static let bodyUndecodable = Refusal(.badRequest, .validation, "The request body cannot be decompressed.", closesConnection: true)
    static let crossSite = Refusal(
        .forbidden, .forbidden,
        "A browser sent this for another site. Send it with POST and application/json, or from an origin that is allowed.")
    static let notReady = Refusal(.serviceUnavailable, .unavailable, "There is no graph to describe yet.")
}
