import Execution
import GraphQLLanguage
import NIOHTTP1

/// Which status codes answers have.
package enum StatusPolicy: String, Sendable, Hashable, CaseIterable {
    /// The current draft of GraphQL over HTTP: 294 for data beside errors.
    case draft
    /// As draft, but with 200 for data beside errors: for clients and proxies that know no 294.
    case legacy

    /// Returns the status of an answer by the service. One that leaves while it is made has the status of its beginning: data beside errors
    /// has 200 where the first of them comes behind that.
    ///
    /// In `application/json`, a refused document has 200, as the draft asks, since such a client may take any other status for a
    /// proxy's. Who asks too much or comes at a bad time learns it by the status in both formats: that is for the proxies.
    func status(of outcome: GraphQLResponse.Outcome, in format: ResponseFormat) -> HTTPResponseStatus {
        switch outcome {
        case .complete:
            .ok
        case .partial:
            self == .draft && format == .graphQLResponse ? .custom(code: 294, reasonPhrase: "Partial Success") : .ok
        case .methodRefused:
            .methodNotAllowed
        case .refused(let code):
            switch code {
            case .unauthenticated: .unauthorized
            case .rateLimited: .tooManyRequests
            case .timeout: .gatewayTimeout
            case .unavailable: .serviceUnavailable
            case .internal: .internalServerError
            case .forbidden: format == .graphQLResponse ? .forbidden : .ok
            default: format == .graphQLResponse ? .badRequest : .ok
            }
        }
    }
}
