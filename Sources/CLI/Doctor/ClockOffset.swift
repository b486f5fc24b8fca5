import Foundation
import Postgres

/// How far the server's clock is ahead of ours.
enum ClockOffset {
    /// Asks the server for its time, and takes the middle of the question and the answer for ours.
    static func measure(_ connection: AdminConnection) async throws(PostgresError) -> Duration {
        let before = Date.now.timeIntervalSince1970
        let result = try await connection.query("SELECT extract(epoch FROM clock_timestamp())")
        let after = Date.now.timeIntervalSince1970
        let server = result.text(row: 0, column: 0).flatMap(Double.init) ?? before
        return .milliseconds(Int((server - (before + after) / 2) * 1000))
    }
}
