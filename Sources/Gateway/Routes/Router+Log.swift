import Access
import Execution
import GraphModel
import GraphQLLanguage
import Logging
import NIOCore
import NIOHTTP1

extension Router {
    /// Counts an answer and, where wanted, logs it: who asked for which kind of thing, and how it went. Never a token, a query, a
    /// value, or a path, since paths hold names.
    ///
    /// - Parameters:
    ///   - bytes: the whole body's.
    ///   - isBroken: whether the answer had begun and could not be brought to its end.
    func observe(_ exchange: Exchange, _ answer: HTTPAnswer, bytes: Int, isBroken: Bool = false) {
        let nanoseconds = (NIODeadline.now() - exchange.start).nanoseconds
        metrics.responded(exchange.route, status: answer.status.code)
        if isBroken { metrics.brokenOff.add() }
        metrics.sentBytes.add(bytes)
        if case .graphQL = exchange.route, answer.outcome != HTTPAnswer.batch {
            metrics.answered(exchange.principal?.role, outcome: answer.outcome, nanoseconds: nanoseconds)
        }
        let isFailure = answer.status.code >= 500 || isBroken
        switch configuration.accessLog {
        case .none: return
        case .failures where !isFailure: return
        default: break
        }
        var metadata: Logger.Metadata = [
            "method": "\(exchange.facts.method)", "route": "\(exchange.route.label)", "status": "\(answer.status.code)",
            "outcome": "\(answer.outcome)", "bytes": "\(bytes)", "microseconds": "\(nanoseconds / 1000)",
        ]
        if let principal = exchange.principal {
            metadata["role"] = "\(principal.role.rawValue)"
            metadata["tenant"] = "\(principal.tenant)"
        }
        logger.log(level: isFailure ? .error : .info, "request", metadata: metadata)
    }

    /// The same of an operation that came over a WebSocket: when it has its first answer.
    func observe(socketOperation response: GraphQLResponse, of principal: Principal, since start: NIODeadline) {
        let nanoseconds = (NIODeadline.now() - start).nanoseconds
        let outcome = response.outcome.label
        metrics.answered(principal.role, outcome: outcome, nanoseconds: nanoseconds)
        let isFailure =
            if case .refused(let code) = response.outcome { [.internal, .unavailable, .timeout].contains(code) } else { false }
        switch configuration.accessLog {
        case .none: return
        case .failures where !isFailure: return
        default: break
        }
        logger.log(
            level: isFailure ? .error : .info, "operation",
            metadata: [
                "outcome": "\(outcome)", "bytes": "\(response.body.readableBytes)", "microseconds": "\(nanoseconds / 1000)",
                "role": "\(principal.role.rawValue)", "tenant": "\(principal.tenant)",
            ])
    }
}
