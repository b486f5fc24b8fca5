/// Who asks: what row security sees, as settings that live for the length of one transaction.
///
/// Every statement that goes through the pool is preceded by one of these under the same Sync.
package struct SessionContext: Sendable, Hashable {
    /// `souk.tenant`
    package var tenant: String
    /// `souk.role`
    package var role: String
    /// `souk.subject`
    package var subject: String
    /// `souk.merchant`
    package var merchant: String
    /// `souk.scopes`, with spaces between
    package var scopes: String
    /// `souk.only`: the rows that the token is limited to; `*` for no such limit
    package var only: String
    /// `souk.token`: the token's id, stated where something is written
    package var token: String
    /// How long each statement may run; nil for the pool's own limit.
    package var statementTimeoutMilliseconds: Int32?

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
    }
}
