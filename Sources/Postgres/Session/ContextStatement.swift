/// The statement that enters a context. It is the only one that is ever sent without one.
enum ContextStatement {
    /// Reads run in a transaction that cannot write: the server itself refuses what a read must not do.
    private static let forReading = Statement(
        sql: sql + ", set_config('transaction_read_only', 'on', true)", parameterTypes: [UInt32](repeating: 25, count: 7))
    /// What is written may ask which token it was asked with.
    private static let forWriting = Statement(
        sql: sql + ", set_config('souk.token', $8, true)", parameterTypes: [UInt32](repeating: 25, count: 8))

    private static let sql = """
        SELECT set_config('souk.tenant', $1, true), set_config('souk.role', $2, true), set_config('souk.subject', $3, true), \
        set_config('souk.merchant', $4, true), set_config('souk.scopes', $5, true), set_config('souk.only', $6, true), \
        set_config('statement_timeout', $7, true)
        """

    /// The statement with its parameters.
    static func entering(_ context: SessionContext, for kind: Batch.Kind, defaultTimeoutMilliseconds: Int32) -> BoundStatement {
        let timeout = context.statementTimeoutMilliseconds ?? defaultTimeoutMilliseconds
        var parameters = context.values
        parameters.append([UInt8](String(timeout).utf8))
        guard kind == .mutation else { return BoundStatement(forReading, parameters) }
        parameters.append([UInt8](context.token.utf8))
        return BoundStatement(forWriting, parameters)
    }
}
