import GraphModel
package import Postgres

extension Principal {
    /// The settings that row security reads.
    package var sessionContext: SessionContext {
        SessionContext(
            tenant: String(tenant), role: role.rawValue, subject: subject ?? "",
            merchant: merchants.map(String.init).joined(separator: ","), scopes: sessionScopes, only: limits.setting)
    }

    /// The settings for a transaction that writes, which may ask for the token as well.
    package var writingContext: SessionContext {
        var context = sessionContext
        context.token = token.map(String.init) ?? ""
        return context
    }

    /// Nothing means that scopes do not limit the viewer, so a list without scopes says so with a dash.
    private var sessionScopes: String {
        guard let scopes else { return "" }
        return scopes.isEmpty ? "-" : scopes.joined(separator: " ")
    }
}
