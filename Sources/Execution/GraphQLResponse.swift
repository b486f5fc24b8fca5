package import GraphQLLanguage
package import NIOCore

/// The answer to one GraphQL request: the response's JSON, and what a transport must know without reading it.
package struct GraphQLResponse: Sendable {
    /// The whole response, `{"data":…}` or `{"errors":…}`: UTF-8, one JSON object, complete.
    package var body: ByteBuffer
    package var outcome: Outcome
    /// For `RATE_LIMITED` and `UNAVAILABLE`: after how many seconds trying again makes sense.
    package var retryAfter: Int?
    /// Whether it tells of what was written, and so must not be lost.
    package var tellsOfWrites = false

    package init(body: ByteBuffer, outcome: Outcome, retryAfter: Int? = nil) {
        self.body = body
        self.outcome = outcome
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
    }
}
