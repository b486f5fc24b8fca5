/// How a GET that a foreign page made a browser send is told from one that was meant.
///
/// A POST needs no such policy: `application/json` cannot be sent to another site without its consent. Nor can anything be changed by
/// GET. What is left is what a page may learn by timing and what it may cost.
package enum CSRFPolicy: String, Sendable, Hashable, CaseIterable {
    /// What browsers say themselves (`Sec-Fetch-Site`, `Origin`): a request from another site is refused unless its origin is allowed.
    case fetchMetadata = "fetch-metadata"
    /// A GET must carry a header that no page can send elsewhere unasked: `Authorization`, `GraphQL-Require-Preflight`,
    /// `Apollo-Require-Preflight`, `X-Requested-With`, or `Content-Type: application/json`.
    case header
    case off

    func admits(_ headers: RequestHeaders, cors: CORSPolicy) -> Bool {
        if self == .off || headers.authorization != nil || headers.hasPreflightHeader || BodyType.isJSON(headers.contentType) {
            return true
        }
        switch self {
        case .header: return false
        default:
            if let origin = headers.origin { return cors.allows(origin) || headers.secFetchSite == "same-origin" }
            switch headers.secFetchSite {
            case "cross-site"?, "same-site"?: return false
            default: return true
            }
        }
    }
}
