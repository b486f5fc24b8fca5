/// An error as a GraphQL response carries it.
///
/// Its message is fit for whoever asked: it names nothing that they may not see.
package struct GraphQLError: Error, Sendable, Hashable {
    package var code: Code
    package var message: String
    package var locations: [SourceLocation]
    /// Response keys and list indices from the root to the field that failed; nil outside execution.
    package var path: [PathSegment]?
    /// `extensions.input`: the field of a mutation's input that is at fault.
    package var input: String?
    /// `extensions.detail`: JSON text that says more, as whoever wrote the mutation says it.
    package var detail: String?

    package init(
        _ code: Code, _ message: String, locations: [SourceLocation] = [], path: [PathSegment]? = nil, input: String? = nil,
        detail: String? = nil
    ) {
        self.code = code
        self.message = message
        self.locations = locations
        self.path = path
        self.input = input
        self.detail = detail
    }

    /// The stable `extensions.code` of an error.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case syntax = "SYNTAX"
        case validation = "VALIDATION"
        case badVariable = "BAD_VARIABLE"
        case unauthenticated = "UNAUTHENTICATED"
        case forbidden = "FORBIDDEN"
        case notFound = "NOT_FOUND"
        case conflict = "CONFLICT"
        case precondition = "PRECONDITION"
        case invalidState = "INVALID_STATE"
        case constraint = "CONSTRAINT"
        case tooComplex = "TOO_COMPLEX"
        case rateLimited = "RATE_LIMITED"
        case timeout = "TIMEOUT"
        case unavailable = "UNAVAILABLE"
        case `internal` = "INTERNAL"
    }
}

/// One step of a response path.
package enum PathSegment: Sendable, Hashable {
    case key(String)
    case index(Int)
}
