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

    package init(body: ByteBuffer, outcome: Outcome, rest: AnswerStream? = nil, retryAfter: Int? = nil) {
        self.body = body
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
