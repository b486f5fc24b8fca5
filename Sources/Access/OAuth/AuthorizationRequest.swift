/// What an app asks a shop's owner for, checked against the app's registration (RFC 6749, section 4.1.1; RFC 7636).
package struct AuthorizationRequest: Sendable, Hashable {
    package let client: OAuthClient
    /// One of those registered for the client.
    package let redirectURI: String
    /// Each once, in order; never none.
    package let scopes: [String]
    package let challenge: String
    package let state: String?

    /// Why a request is not shown to anybody, and where the client is told.
    package enum Fault: Error, Sendable, Hashable {
        /// Nobody is sent anywhere: the client or the address is not known.
        case untrusted(OAuthError)
        /// The client is told at its address.
        case told(OAuthError, redirectURI: String, state: String?)
    }

    /// - Parameters:
    ///   - parameters: of the request's address or form, each given once.
    ///   - vocabulary: what can be asked for; nil as long as there is no graph.
    init(_ parameters: [String: String], of client: OAuthClient?, in vocabulary: GrantVocabulary?) throws(Fault) {
        guard let client else { throw .untrusted(OAuthError(.invalidClient, "There is no app with this client_id.")) }
        guard let address = parameters["redirect_uri"], RedirectAddress.isRegistered(address, among: client.redirectURIs) else {
            throw .untrusted(OAuthError(.invalidRequest, "The redirect_uri is not one that the app has registered."))
        }
        let state = parameters["state"]
        func told(_ error: OAuthError) -> Fault { .told(error, redirectURI: address, state: state) }
        func fault(_ code: OAuthError.Code, _ description: String) -> Fault { told(OAuthError(code, description)) }
        guard parameters["response_type"] == "code" else {
            throw parameters["response_type"] == nil
                ? fault(.invalidRequest, "response_type is missing.") : fault(.unsupportedResponseType, "response_type is code.")
        }
        guard parameters["code_challenge_method"] == "S256", let challenge = parameters["code_challenge"],
            CodeChallenge.isValid(challenge)
        else { throw fault(.invalidRequest, "A code_challenge by code_challenge_method S256 is needed.") }
        let scopes = Set((parameters["scope"] ?? "").split(separator: " ").map(String.init))
        guard !scopes.isEmpty else { throw fault(.invalidScope, "scope names scopes of this marketplace, with spaces between.") }
        guard let vocabulary else { throw told(.unavailable) }
        self.client = client
        self.redirectURI = address
        self.scopes = scopes.sorted()
        if let stray = vocabulary.stray(scopes: self.scopes) { throw told(stray) }
        self.challenge = challenge
        self.state = state
    }
}
