package import Access
package import NIOCore

/// Who is told when an answer has become another, and how.
///
/// Everything here is called on the event loop on which the first answer was given.
package struct Subscriber {
    /// What a subscriber is told after the first answer.
    package enum Event {
        /// The answer has become this one.
        case next(GraphQLResponse)
        /// It cannot be followed any longer: why, as an answer without data. Nothing comes after it.
        case end(GraphQLResponse)
    }

    /// What is said where there is no place for another one.
    package static let noPlace = "Too many subscriptions are open; end some, or try again later."
    /// After so many seconds there may be one.
    package static let retryAfter = 10

    let request: GraphQLRequest
    /// Without its body once that was looked at: it may be long.
    var first: GraphQLResponse
    let principal: Principal
    let address: String?
    let timeout: TimeAmount
    let renew: (@escaping (Result<Principal, AccessError>) -> Void) -> Void
    let isReady: () -> Bool
    let deliver: (Event) -> Void

    /// - Parameters:
    ///   - first: the answer that the subscriber has; one that `follows`.
    ///   - address: where the subscriber comes from: those are told apart by it who are by nothing else (`Principal.rateHolder`).
    ///   - timeout: how long a reading may take.
    ///   - renew: verifies the credentials anew, before each reading: what was revoked since reads nothing.
    ///   - isReady: whether the subscriber has taken what it was told; before that nothing is read for it.
    package init(
        to request: GraphQLRequest, after first: GraphQLResponse, as principal: Principal, from address: String?, timeout: TimeAmount,
        renew: @escaping (@escaping (Result<Principal, AccessError>) -> Void) -> Void, isReady: @escaping () -> Bool,
        deliver: @escaping (Event) -> Void
    ) {
        self.request = request
        self.first = first
        self.principal = principal
        self.address = address
        self.timeout = timeout
        self.renew = renew
        self.isReady = isReady
        self.deliver = deliver
    }
}
