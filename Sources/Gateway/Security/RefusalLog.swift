import Access
import Logging
import NIOCore
import Synchronization

/// Tells operators why credentials are refused, whose client is told no more than that they are: a line for each reason, and of what follows
/// within ten seconds the number. Never a token, or what one says.
final class RefusalLog: Sendable {
    private struct Row {
        var silentUntil: NIODeadline
        /// How many were not told yet.
        var untold = 0
    }

    private static let pause = TimeAmount.seconds(10)
    private let rows = Mutex<[AccessError.Code: Row]>([:])
    private let logger: Logger

    init(_ logger: Logger) { self.logger = logger }

    func note(_ error: AccessError, at now: NIODeadline = .now()) {
        // Whoever sent none is no puzzle.
        guard error.code != .credentialsMissing, let times = times(error.code, at: now) else { return }
        logger.notice("credentials refused", metadata: ["reason": "\(error.code.rawValue)", "times": "\(times)"])
    }

    /// How many refusals a line now is for; nil where there is to be none yet.
    private func times(_ code: AccessError.Code, at now: NIODeadline) -> Int? {
        rows.withLock { rows in
            let untold = (rows[code]?.untold ?? 0) + 1
            if let row = rows[code], now < row.silentUntil {
                rows[code] = Row(silentUntil: row.silentUntil, untold: untold)
                return nil
            }
            rows[code] = Row(silentUntil: now + Self.pause)
            return untold
        }
    }
}
