import Access
import Logging
import NIOCore
import Synchronization

/// Tells operators why credentials are refused, whose client is told no more than that they are: a line for each reason. What follows within ten
/// seconds is counted, and told with the next. Never a token, or what one says.
final class RefusalLog: Sendable {
    private struct Row {
        var toldAt: NIODeadline
        /// How many were not told yet.
        var untold = 0
    }

    private static let pause = TimeAmount.seconds(10)
    private let rows = Mutex<[AccessError.Code: Row]>([:])
    private let logger: Logger

    init(_ logger: Logger) { self.logger = logger }

    func note(_ error: AccessError, at now: NIODeadline = .now()) {
        // Whoever sent none is no puzzle, and what cannot be asked refuses nobody.
        guard error.code != .credentialsMissing, !error.isTemporary, let row = tally(error.code, at: now) else { return }
        var metadata: Logger.Metadata = ["reason": "\(error.code.rawValue)", "times": "\(row.untold)"]
        if row.untold > 1 { metadata["seconds"] = "\((now - row.toldAt).nanoseconds / 1_000_000_000)" }
        logger.notice("credentials refused", metadata: metadata)
    }

    /// What a line now is to tell; nil where there is to be none yet.
    private func tally(_ code: AccessError.Code, at now: NIODeadline) -> Row? {
        rows.withLock { rows in
            guard var row = rows[code] else {
                rows[code] = Row(toldAt: now)
                return Row(toldAt: now, untold: 1)
            }
            row.untold += 1
            guard now < row.toldAt + Self.pause else {
                rows[code] = Row(toldAt: now)
                return row
            }
            rows[code] = row
            return nil
        }
    }
}
