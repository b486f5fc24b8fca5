/// The statement that enters a context. It is the only one that is ever sent without one.
enum ContextStatement {
    /// Reads run in a transaction that cannot write: the server itself refuses what a read must not do.
    /// One for each way of planning what follows.
    private static let forReading = StatementPlanning.allCases.map { planning in
        make(
            ([(name: "transaction_read_only", value: "on")] + planning.settings).map { ", set_config('\($0.name)', '\($0.value)', true)" }
                .joined())
    }
    /// What is written may ask which token it was asked with.
    private static let forWriting = make(", set_config('souk.token', $8, true)", parameters: 8)

    private static func make(_ further: String, parameters: Int = 7) -> Statement {
        let sql = """
            SELECT set_config('souk.tenant', $1, true), set_config('souk.role', $2, true), set_config('souk.subject', $3, true), \
            set_config('souk.merchant', $4, true), set_config('souk.scopes', $5, true), set_config('souk.only', $6, true), \
            set_config('statement_timeout', $7, true)
            """
        return Statement(sql: sql + further, parameterTypes: [UInt32](repeating: 25, count: parameters))
    }

    /// The statement with its parameters.
    /// - Parameter planning: how what follows is planned, where it reads.
    static func entering(
        _ context: SessionContext, for kind: Batch.Kind, planning: StatementPlanning, defaultTimeoutMilliseconds: Int32
    ) -> BoundStatement {
        let timeout = context.statementTimeoutMilliseconds ?? defaultTimeoutMilliseconds
        var parameters = context.values
        parameters.append([UInt8](String(timeout).utf8))
        guard kind == .mutation else { return BoundStatement(forReading[planning.rawValue], parameters) }
        parameters.append([UInt8](context.token.utf8))
        return BoundStatement(forWriting, parameters)
    }
}
