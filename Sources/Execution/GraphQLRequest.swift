package import GraphQLLanguage
package import JSON

/// One GraphQL request, whatever brought it: decoded, not yet looked at.
///
/// A class, since it is handed on from room to room: a copy would count the holders of each of its members.
package final class GraphQLRequest: Sendable, Equatable {
    /// The document's text: valid UTF-8. Nil when only `documentID` says which one is meant.
    package let query: Source?
    /// Which operation of the document to run; nil when it has only one. Never empty.
    package let operationName: String?
    /// The variables, in the order in which they came; names are unique.
    package let variables: [JSONMember]
    /// The request's `extensions`; nil when there are none.
    package let extensions: [JSONMember]?
    /// The id of a document that is known here (`documentId`): a persisted or trusted one.
    package let documentID: String?
    /// Whether nothing is run, and only what it would cost is told.
    package let isDryRun: Bool
    /// True where only a query may run: what came by GET. A mutation is answered with `Outcome.methodRefused`.
    package let isReadOnly: Bool
    /// Whether a long answer may be given in parts, the first of them before the last is made.
    package let takesParts: Bool
    /// Whether its asker can be told again when the answer has become another: what only then has a meaning is a subscription.
    package let takesEvents: Bool
    /// Whether it was asked before, and is asked again by the gateway for whoever follows its answer.
    let isAgain: Bool
    /// Whether it counts for the asker's rate limit.
    let isCounted: Bool

    package convenience init(
        query: Source?, operationName: String? = nil, variables: [JSONMember] = [], extensions: [JSONMember]? = nil,
        documentID: String? = nil, isDryRun: Bool = false, isReadOnly: Bool = false, takesParts: Bool = false,
        takesEvents: Bool = false
    ) {
        self.init(
            query: query, operationName: operationName, variables: variables, extensions: extensions, documentID: documentID,
            isDryRun: isDryRun, isReadOnly: isReadOnly, takesParts: takesParts, takesEvents: takesEvents, isAgain: false, isCounted: true)
    }

    private init(
        query: Source?, operationName: String?, variables: [JSONMember], extensions: [JSONMember]?, documentID: String?, isDryRun: Bool,
        isReadOnly: Bool, takesParts: Bool, takesEvents: Bool, isAgain: Bool, isCounted: Bool
    ) {
        self.query = query
        self.operationName = operationName
        self.variables = variables
        self.extensions = extensions
        self.documentID = documentID
        self.isDryRun = isDryRun
        self.isReadOnly = isReadOnly
        self.takesParts = takesParts
        self.takesEvents = takesEvents
        self.isAgain = isAgain
        self.isCounted = isCounted
    }

    /// The same request with this text.
    package func asking(_ query: Source) -> GraphQLRequest {
        GraphQLRequest(
            query: query, operationName: operationName, variables: variables, extensions: extensions, documentID: documentID,
            isDryRun: isDryRun, isReadOnly: isReadOnly, takesParts: takesParts, takesEvents: takesEvents)
    }

    /// The same request, asked by the gateway again.
    ///
    /// - Parameter isCounted: false where the asker does not know when, and so is not to learn it by what is left.
    func again(isCounted: Bool) -> GraphQLRequest {
        GraphQLRequest(
            query: query, operationName: operationName, variables: variables, extensions: extensions, documentID: documentID,
            isDryRun: isDryRun, isReadOnly: isReadOnly, takesParts: takesParts, takesEvents: takesEvents, isAgain: true,
            isCounted: isCounted)
    }

    package static func == (left: GraphQLRequest, right: GraphQLRequest) -> Bool {
        left.query == right.query && left.operationName == right.operationName && left.variables == right.variables
            && left.extensions == right.extensions && left.documentID == right.documentID && left.isDryRun == right.isDryRun
            && left.isReadOnly == right.isReadOnly && left.takesParts == right.takesParts && left.takesEvents == right.takesEvents
            && left.isAgain == right.isAgain && left.isCounted == right.isCounted
    }
}
