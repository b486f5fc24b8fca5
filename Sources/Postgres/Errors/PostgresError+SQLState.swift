import CLibPQ

extension PostgresError {
    /// Reads the error out of a failed result.
    init(result: OpaquePointer) {
        let state = ServerReport.field("C", of: result)
        guard let state else {
            // No SQLSTATE: libpq made this result itself, because the connection broke.
            self.init(
                .connectionLost, safeToRetry: false,
                serverReport: ServerReport(message: String(cString: PQresultErrorMessage(result))))
            return
        }
        // The text of "cached plan must not change result type" is translated; the place it comes from is not.
        let staleCachedPlan = state == "0A000" && ServerReport.field("R", of: result) == "RevalidateCachedQuery"
        let code = staleCachedPlan ? .staleStatement : Code(sqlState: state)
        self.init(code, sqlState: state, safeToRetry: code.provesRollback, serverReport: ServerReport(result))
    }

    /// True for an error after which the server has closed the session.
    static func isFatal(_ result: OpaquePointer) -> Bool {
        guard let severity = ServerReport.field("V", of: result) else { return true }
        return severity == "FATAL" || severity == "PANIC"
    }
}

extension PostgresError.Code {
    /// The code for a SQLSTATE: exact ones first, then by class.
    init(sqlState state: String) {
        if let exact = Self.exact[state] {
            self = exact
            return
        }
        self =
            switch state.prefix(2) {
            case "08": .connectionLost
            case "22": .invalidValue
            case "28": .authenticationFailed
            case "42": .invalidStatement
            case "53", "54": .serverLimit
            case "57": .unavailable
            // PL/pgSQL's own, and the classes that the standard leaves to users of the database.
            case "P0": .raised
            case let user where user.first.map { "5"..."9" ~= $0 || "I"..."Z" ~= $0 } == true && !["55", "58", "XX"].contains(user): .raised
            default: .other
            }
    }

    private static let exact: [String: Self] = [
        "23505": .uniqueViolation, "23503": .foreignKeyViolation, "23001": .foreignKeyViolation, "23514": .checkViolation,
        "23502": .notNullViolation, "23P01": .exclusionViolation, "44000": .checkViolation,
        "42501": .insufficientPrivilege, "25006": .readOnly,
        "40001": .serializationFailure, "40P01": .deadlock, "55P03": .lockNotAvailable,
        "57014": .statementTimeout, "57P01": .connectionLost, "57P02": .connectionLost, "57P03": .unavailable, "57P05": .connectionLost,
        "53300": .unavailable, "26000": .staleStatement, "3D000": .unavailable,
    ]

    /// An error of this code, told by the server, means that the transaction was rolled back
    /// and that the very same request may succeed when it is sent again.
    var provesRollback: Bool {
        switch self {
        case .serializationFailure, .deadlock, .lockNotAvailable, .staleStatement, .unavailable: true
        default: false
        }
    }
}
