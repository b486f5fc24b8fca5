/// Who asks: what row security sees, as settings that live for the length of one transaction.
///
/// Every statement that goes through the pool is preceded by one of these under the same Sync. Made once for a viewer and passed by
/// reference: it goes with each of the viewer's requests.
package final class SessionContext: Sendable, Hashable {
    /// `souk.tenant`
    package let tenant: String
    /// `souk.role`
    package let role: String
    /// `souk.subject`
    package let subject: String
    /// `souk.merchant`
    package let merchant: String
    /// `souk.scopes`, with spaces between
    package let scopes: String
    /// `souk.only`: the rows that the token is limited to; `*` for no such limit
    package let only: String
    /// `souk.token`: the token's id, stated where something is written
    package let token: String
    /// How long each statement may run; nil for the pool's own limit.
    package let statementTimeoutMilliseconds: Int32?
    /// For whom connections are shared out.
    let party: Party
    /// The settings but the token, in the order of their declaration: text, whose binary form is its bytes.
    let values: [[UInt8]?]

    package init(
        tenant: String, role: String, subject: String = "", merchant: String = "", scopes: String = "",
        only: String = "*", token: String = "", statementTimeoutMilliseconds: Int32? = nil
    ) {
        self.tenant = tenant
        self.role = role
        self.subject = subject
        self.merchant = merchant
        self.scopes = scopes
        self.only = only
        self.token = token
        self.statementTimeoutMilliseconds = statementTimeoutMilliseconds
        self.party = Party(tenant: Int64(tenant) ?? 0, isVisitor: role == "anonymous")
        self.values = [tenant, role, subject, merchant, scopes, only].map { [UInt8]($0.utf8) }
    }

    package static func == (left: SessionContext, right: SessionContext) -> Bool {
        left === right
            || left.values == right.values && left.token == right.token
                && left.statementTimeoutMilliseconds == right.statementTimeoutMilliseconds
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(values)
        hasher.combine(token)
    }
}
