import GraphModel
package import Postgres

extension Principal {
    /// The settings for a transaction that writes, which may ask for the token as well.
    package var writingContext: SessionContext {
        SessionContext(
            tenant: sessionContext.tenant, role: sessionContext.role, subject: sessionContext.subject, merchant: sessionContext.merchant,
            scopes: sessionContext.scopes, only: sessionContext.only, token: token.map(String.init) ?? "")
    }
}

extension SessionContext {
    /// How long a visitor's statement may run, in milliseconds: nobody knows who asks, and anybody may ask again.
    private static let visitorTimeout: Int32 = 5_000

    /// The settings that row security reads.
    convenience init(
        tenant: Int64, role: Role, subject: String?, merchants: [Int64], scopes: [String]?, limits: RowLimits
    ) {
        // Nothing means that scopes do not limit the viewer, so a list without scopes says so with a dash.
        let scopesText = scopes.map { $0.isEmpty ? "-" : $0.joined(separator: " ") } ?? ""
        self.init(
            tenant: String(tenant), role: role.rawValue, subject: subject ?? "",
            merchant: merchants.map(String.init).joined(separator: ","), scopes: scopesText, only: limits.setting,
            statementTimeoutMilliseconds: role == .anonymous ? Self.visitorTimeout : nil)
    }
}
