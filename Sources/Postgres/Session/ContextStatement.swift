/// The statement that enters a context. It is the only one that is ever sent without one.
enum ContextStatement {
    /// Reads run in a transaction that cannot write: the server itself refuses what a read must not do.
    static let forReading = Statement(sql: sql + ", set_config('transaction_read_only', 'on', true)", parameterTypes: types)
    static let forWriting = Statement(sql: sql, parameterTypes: types)

    private static let sql = """
        SELECT set_config('souk.tenant', $1, true), set_config('souk.role', $2, true), set_config('souk.subject', $3, true), \
        set_config('souk.merchant', $4, true), set_config('souk.scopes', $5, true), set_config('statement_timeout', $6, true)
        """
    private static let types = [UInt32](repeating: 25, count: 6)

    /// The statement's parameters: text, whose binary form is its bytes.
    static func parameters(_ context: SessionContext, defaultTimeoutMilliseconds: Int32) -> [[UInt8]?] {
        let timeout = context.statementTimeoutMilliseconds ?? defaultTimeoutMilliseconds
        return [
            [UInt8](context.tenant.utf8), [UInt8](context.role.utf8), [UInt8](context.subject.utf8),
            [UInt8](context.merchant.utf8), [UInt8](context.scopes.utf8), [UInt8](String(timeout).utf8),
        ]
    }
}
