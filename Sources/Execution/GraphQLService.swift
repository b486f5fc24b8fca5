package import Access
package import NIOCore

/// What answers GraphQL requests; transports know nothing more of it.
package protocol GraphQLService: Sendable {
    /// Answers one request.
    ///
    /// Called on `eventLoop`; `completion` is called there as well, exactly once, perhaps before this returns. Where an answer needs
    /// no waiting, nothing is awaited and nothing hops.
    /// - Parameters:
    ///   - address: where the request comes from; needed of those whose rate limit is told apart by it (`Principal.isCountedByAddress`).
    ///   - deadline: after it the answer is `TIMEOUT`.
    /// - Returns: what the caller can cancel once nobody waits for the answer any more.
    func answer(
        _ request: GraphQLRequest, as principal: Principal, from address: String?, on eventLoop: any EventLoop, deadline: NIODeadline,
        completion: @escaping (GraphQLResponse) -> Void
    ) -> CancellationHandle

    /// Follows an answer that `follows` something: reads it again when it may have become another, and tells the subscriber when it has.
    ///
    /// Called on `eventLoop`, where the answer was given.
    /// - Returns: what ends it; nil where there is no place for another one of this asker.
    func follow(_ subscriber: Subscriber, on eventLoop: any EventLoop) -> Subscription?

    /// Returns the schema as this principal sees it, in SDL. Where a rate limit holds it counts as a request.
    func schemaText(for principal: Principal, from address: String?) -> SchemaText

    /// Says whether requests can be answered, and if not, why. No token is asked for: it names nothing of the graph.
    func readiness() -> Readiness
}

/// The schema in SDL, or why there is none.
package enum SchemaText {
    case text(ByteBuffer)
    /// There is no graph yet.
    case notReady
    /// The asker's rate limit has nothing left.
    case limited(GraphQLResponse)
}

/// Stops what runs for one request.
///
/// Belongs to the event loop of its request. Cancelling twice, or after the answer, does nothing. The answer still comes.
package struct CancellationHandle {
    private let action: (() -> Void)?

    package init(_ action: @escaping () -> Void) { self.action = action }
    private init() { self.action = nil }

    /// For what cannot be stopped, or is over already.
    package static var none: CancellationHandle { CancellationHandle() }

    package func cancel() { action?() }
}

/// Whether the service can answer.
package struct Readiness: Sendable, Hashable {
    package var isReady: Bool
    /// One line per thing that is checked, such as `graph: version 7` or `database: no connection for 12 s`.
    package var details: [String]

    package init(isReady: Bool, details: [String] = []) {
        self.isReady = isReady
        self.details = details
    }
}
