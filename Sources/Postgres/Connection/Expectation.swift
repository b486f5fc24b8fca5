/// What the next answer of the server will be about.
struct Expectation {
    enum Kind {
        /// An old statement is dropped.
        case drop
        /// A statement is prepared.
        case prepare(UInt64)
        /// A context is entered.
        case context
        /// The rows of one of a request's statements.
        case rows(isLast: Bool)
        /// The end of the transaction.
        case sync
    }

    let kind: Kind
    let request: Request
    /// Whether the request has its Sync for itself.
    let isAlone: Bool
}
