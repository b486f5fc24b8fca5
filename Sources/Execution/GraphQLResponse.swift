package import GraphQLLanguage
package import NIOCore

/// The answer to one GraphQL request: the response's JSON, and what a transport must know without reading it.
package struct GraphQLResponse {
    /// The whole response, `{"data":…}` or `{"errors":…}`: UTF-8, one JSON object, complete; its beginning where there is a rest.
    package var body: ByteBuffer
    /// How it went; where there is a rest, so far.
    package var outcome: Outcome
    /// What follows; nil where the body is the whole response.
    package var rest: AnswerStream?
    /// For `RATE_LIMITED` and `UNAVAILABLE`: after how many seconds trying again makes sense.
    package var retryAfter: Int?
    /// Whether it tells of what was written, and so must not be lost.
    package var tellsOfWrites = false
    /// So many bytes of the body tell of data and errors, from its beginning; what follows is what it cost, and the end.
    package var contentLength: Int
    /// Whether one of its errors is the gateway's own fault, told by a reference to the log.
    package var hasFault = false
    /// For a subscription's answer: what tells when to answer again.
    package var follows: Following?

    /// - Parameter contentLength: all of the body but its end where it is not told.
    package init(body: ByteBuffer, outcome: Outcome, rest: AnswerStream? = nil, retryAfter: Int? = nil, contentLength: Int? = nil) {
        self.body = body
        self.contentLength = contentLength ?? max(0, body.readableBytes - 1)
        self.outcome = outcome
        self.rest = rest
        self.retryAfter = retryAfter
    }

    /// How it went.
    package enum Outcome: Sendable, Hashable {
        /// `data`, and no errors.
        case complete
        /// `data` (null, perhaps) beside errors; the first error's code.
        case partial(GraphQLError.Code)
        /// Refused before execution: errors and no `data`; the first error's code.
        case refused(GraphQLError.Code)
        /// A mutation in a read-only request: errors and no `data`.
        case methodRefused

        /// The first error's code; nil where there is none.
        package var code: GraphQLError.Code? {
            switch self {
            case .complete: nil
            case .partial(let code), .refused(let code): code
            case .methodRefused: .validation
            }
        }
    }
}
