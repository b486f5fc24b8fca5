package import GraphQLLanguage
package import JSON

/// One GraphQL request, whatever brought it: decoded, not yet looked at.
package struct GraphQLRequest: Sendable, Hashable {
    /// The document's text: valid UTF-8. Nil when only `documentID` says which one is meant.
    package var query: Source?
    /// Which operation of the document to run; nil when it has only one. Never empty.
    package var operationName: String?
    /// The variables, in the order in which they came; names are unique.
    package var variables: [JSONMember]
    /// The request's `extensions`; nil when there are none.
    package var extensions: [JSONMember]?
    /// The id of a document that is known here (`documentId`): a persisted or trusted one.
    package var documentID: String?
    /// True where only a query may run: what came by GET. A mutation is answered with `Outcome.methodRefused`.
    package var isReadOnly: Bool
    /// Whether a long answer may be given in parts, the first of them before the last is made.
    package var takesParts: Bool

    package init(
        query: Source?, operationName: String? = nil, variables: [JSONMember] = [], extensions: [JSONMember]? = nil,
        documentID: String? = nil, isReadOnly: Bool = false, takesParts: Bool = false
    ) {
        self.query = query
        self.operationName = operationName
        self.variables = variables
        self.extensions = extensions
        self.documentID = documentID
        self.isReadOnly = isReadOnly
        self.takesParts = takesParts
    }
}
