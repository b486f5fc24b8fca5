/// What went wrong between Souk and PostgreSQL, with a stable code.
///
/// Its description tells the code and the SQLSTATE and nothing else: a server's message may hold names and values
/// that its reader must not see. `serverReport` has them, for operators' logs only.
package struct PostgresError: Error, Sendable, Hashable {
    package let code: Code
    /// The five characters of the SQLSTATE; nil when the server did not speak.
    package let sqlState: String?
    /// True when it is certain that nothing was written: the same request may be sent again.
    package let safeToRetry: Bool
    /// The server's own words, for operators' logs only: they may hold hidden names and values.
    package let serverReport: ServerReport?

    package init(_ code: Code, sqlState: String? = nil, safeToRetry: Bool, serverReport: ServerReport? = nil) {
        self.code = code
        self.sqlState = sqlState
        self.safeToRetry = safeToRetry
        self.serverReport = serverReport
    }
}

extension PostgresError {
    /// The closed list of what can go wrong. Add freely; never change a meaning.
    package enum Code: Sendable, Hashable {
        /// The configuration's text cannot be read.
        case invalidConfiguration
        /// No connection could be made, or the server says it takes none now.
        case unavailable
        /// User, password or the right to connect is wrong.
        case authenticationFailed
        /// The connection broke while the request was under way.
        case connectionLost
        /// The deadline passed while the request waited for a connection.
        case poolTimeout
        /// The statement ran longer than its timeout or its deadline.
        case statementTimeout
        /// The asker went away.
        case cancelled
        /// The result would need more memory than one result may have.
        case resultTooLarge
        /// More parameters than the protocol can count, or one longer than it can say.
        case tooManyParameters
        case uniqueViolation
        case foreignKeyViolation
        case checkViolation
        case notNullViolation
        case exclusionViolation
        case insufficientPrivilege
        case serializationFailure
        case deadlock
        case lockNotAvailable
        /// The transaction, the server or the session does not write.
        case readOnly
        /// A value does not fit its type: bad text, out of range, division by zero and their like (class 22).
        case invalidValue
        /// A function of the database said no, with RAISE (P0001) or with a SQLSTATE of its own.
        case raised
        /// Memory, disk, connections or statement depth ran out on the server (classes 53 and 54).
        case serverLimit
        /// The statement is not known to the server any more, or its plan no longer fits the tables.
        case staleStatement
        /// The statement cannot be run: syntax, unknown names, wrong types (class 42).
        case invalidStatement
        /// Everything else the server can say.
        case other
    }
}

extension PostgresError: CustomStringConvertible {
    package var description: String {
        sqlState.map { "PostgreSQL: \(code) (\($0))" } ?? "PostgreSQL: \(code)"
    }
}
