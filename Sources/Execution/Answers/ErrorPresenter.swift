import GraphQLExecution
import GraphQLLanguage
import Logging
import Postgres

/// Turns errors into answers. Above it nothing leaks, below it errors carry everything.
struct ErrorPresenter {
    let logger: Logger

    /// The answer to a request that was refused before anything ran.
    ///
    /// - Parameter cost: told where the asker's rate is limited.
    func refusal(_ refusal: RequestErrors, ofReadOnly isReadOnly: Bool, cost: CostReport? = nil) -> GraphQLResponse {
        var response = AnswerBody.refusal(presentable(refusal.errors), cost: cost).retryable
        if isReadOnly, refusal.errors.first?.message == RequestErrors.methodRefusal { response.outcome = .methodRefused }
        return response
    }

    /// The answer to a request that the database did not answer.
    func failure(_ error: PostgresError) -> GraphQLResponse {
        AnswerBody.refusal([presentable(error)]).retryable
    }

    /// The errors as they may be told: one that is ours is told by a reference to the log only.
    func presentable(_ errors: [GraphQLError]) -> [GraphQLError] {
        errors.map { error in
            guard error.code == .internal, !error.message.hasPrefix(Self.nullMessage) else { return error }
            return masked(error, details: [:])
        }
    }

    /// What the specification itself says of a null where none may be names only what the asker wrote.
    private static let nullMessage = "Cannot return null for non-nullable field"

    /// The error of a statement, as it may be told.
    func presentable(_ error: PostgresError) -> GraphQLError {
        if let refusal = refusal(error) { return refusal }
        switch error.code {
        // "Program limit exceeded": nothing is short, the statement itself is too large.
        case .serverLimit where error.sqlState?.hasPrefix("54") == true:
            return GraphQLError(.tooComplex, "The request is too large for the database; ask for less in one request.")
        case .poolTimeout, .unavailable, .connectionLost, .authenticationFailed, .serverLimit, .staleStatement:
            return GraphQLError(.unavailable, "The database is not available now; try again shortly.")
        case .statementTimeout, .lockNotAvailable:
            return GraphQLError(.timeout, "The answer took too long; ask for less, or try again.")
        case .cancelled:
            return GraphQLError(.timeout, "The request was called off.")
        case .resultTooLarge:
            return GraphQLError(.tooComplex, "The answer is too large; ask for smaller pages.")
        case .invalidValue, .tooManyParameters, .checkViolation:
            return GraphQLError(.badVariable, "An argument's value is out of range.")
        case .serializationFailure, .deadlock:
            return GraphQLError(.conflict, "Another request changed the same rows; try again.")
        default:
            return masked(GraphQLError(.internal, "\(error)"), details: details(error))
        }
    }

    /// Names only: the server's message and detail may hold a tenant's values.
    private func details(_ error: PostgresError) -> Logger.Metadata {
        let report = error.serverReport
        var details: Logger.Metadata = [
            "sqlstate": "\(error.sqlState ?? "-")", "table": "\(report?.table ?? "-")", "constraint": "\(report?.constraint ?? "-")",
        ]
        if let function = report?.function { details["function"] = "\(function)" }
        if error.code == .invalidStatement, let message = report?.messageOnText { details["message"] = "\(message)" }
        return details
    }

    private func masked(_ error: GraphQLError, details: Logger.Metadata) -> GraphQLError {
        let reference = String(UInt64.random(in: .min ... .max), radix: 36)
        logger.error("internal error", metadata: details.merging(["reference": "\(reference)", "error": "\(error.message)"]) { $1 })
        var masked = error
        masked.message = "Something went wrong here. Its reference is \(reference)."
        return masked
    }
}

extension GraphQLError.Code {
    /// Whether it is the gateway's or the database's trouble, and nothing that the asker did.
    var isOurs: Bool { self == .unavailable || self == .internal }
}

extension GraphQLResponse {
    /// The same with a time to wait, where trying again may help.
    fileprivate var retryable: GraphQLResponse {
        guard case .refused(.unavailable) = outcome else { return self }
        var response = self
        response.retryAfter = 1
        return response
    }
}
