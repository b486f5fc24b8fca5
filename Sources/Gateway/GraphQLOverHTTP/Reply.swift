/// How a request may be answered: by what its `Accept` header admits, and by what its version of HTTP can carry.
struct Reply {
    /// For one answer; nil where only events are taken.
    let format: ResponseFormat?
    let takesEvents: Bool
    /// Whether the answer may leave before all of it is made.
    let takesParts: Bool

    /// - Parameter takesParts: whether answers can come in parts at all.
    init(accept: String?, takesParts: Bool) {
        format = ResponseFormat.negotiated(accept: accept)
        takesEvents = takesParts && EventText.isAccepted(accept)
        self.takesParts = takesParts && format != nil
    }

    var isPossible: Bool { format != nil || takesEvents }

    /// That of what is refused by a status.
    var refusalFormat: ResponseFormat { format ?? .graphQLResponse }
}
