/// What the next answer of the server will be about.
struct Expectation {
    enum Kind {
        /// An old statement is dropped.
        case drop
        /// A statement is prepared.
        case prepare(StatementCache.Key)
        /// A context is entered.
        case context
        /// The rows of one of a request's statements, all at once or one by one.
        case rows(isLast: Bool, byRow: Bool)
        /// What is kept of the results before they are committed.
        case record
        /// The end of the transaction.
        case sync
    }

    let kind: Kind
    /// Whose it is: one request's, that of several which one statement serves, or nobody's: the end of a Sync that is shared.
    let requests: [Request]
    /// Whether the request has its Sync for itself.
    let isAlone: Bool

    var request: Request? { requests.first }
    var isMerged: Bool { requests.count > 1 }
}
