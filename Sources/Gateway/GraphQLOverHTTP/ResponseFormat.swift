/// The media type of an answer.
package enum ResponseFormat: Sendable, Hashable {
    /// `application/json`: what clients of before the specification understand.
    case json
    /// `application/graphql-response+json`: the status code can be trusted.
    case graphQLResponse

    var contentType: String {
        switch self {
        case .json: "application/json; charset=utf-8"
        case .graphQLResponse: "application/graphql-response+json; charset=utf-8"
        }
    }

    /// Chooses by an `Accept` header; nil when it admits neither. A missing header, and one that accepts anything, mean `json`.
    static func negotiated(accept: String?) -> ResponseFormat? {
        switch accept {
        case nil, "*/*"?, "application/json"?: return .json
        case "application/graphql-response+json"?: return .graphQLResponse
        case let accept?: return weighed(AcceptHeader(accept))
        }
    }

    private static func weighed(_ accept: AcceptHeader) -> ResponseFormat? {
        let json = accept.quality(of: "application", "json")
        let graphQL = accept.quality(of: "application", "graphql-response+json")
        guard max(json.weight, graphQL.weight) > 0 else { return nil }
        // Both named with the same weight: the client knows both, so it gets the one that says more. Both by a wildcard only:
        // it names neither, so it gets the one that everybody understands.
        if json.weight == graphQL.weight { return graphQL.isExact ? .graphQLResponse : .json }
        return json.weight > graphQL.weight ? .json : .graphQLResponse
    }
}
