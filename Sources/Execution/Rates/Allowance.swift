import Foundation
import GraphQLLanguage
import Limits

/// What a request may use of its asker's rate limit.
struct Allowance: Sendable {
    let bucket: RateBucket
    let pace: RatePace

    /// What every request counts as, though it may read nothing.
    static let least = 1

    /// Takes rows for a request.
    ///
    /// - Parameter requested: what the request needs in all.
    /// - Returns: nil when they were taken; otherwise the refusal.
    func take(_ rows: Int, of requested: Int) -> GraphQLResponse? {
        guard let wait = bucket.take(rows, at: RateLimiter.now, by: pace) else { return nil }
        let seconds = max(1, Int((wait + 999_999_999) / 1_000_000_000))
        let error = GraphQLError(
            .rateLimited,
            "No more than \(pace.rowsPerMinute) rows may be asked for in a minute. There is room for this request in \(seconds) s.",
            detail: #"{"requested":\#(requested),"rowsPerMinute":\#(pace.rowsPerMinute),"retryAfter":\#(seconds)}"#)
        var body = AnswerBody()
        var response = body.response(errors: [error], cost: CostReport(requested: requested, actual: 0, left: left))
        response.retryAfter = seconds
        return response
    }

    /// Gives back what a request took and did not use.
    ///
    /// - Parameters:
    ///   - requested: what it might have read.
    ///   - actual: what it read.
    func settle(requested: Int, actual: Int) {
        let unused = max(requested, Self.least) - max(actual, Self.least)
        if unused > 0 { bucket.giveBack(unused, by: pace) }
    }

    /// What there is now.
    var left: CostReport.Left {
        let level = bucket.level(at: RateLimiter.now, by: pace)
        let reset = Date().timeIntervalSince1970 + Double(level.fullAfter) / 1e9
        return CostReport.Left(rows: level.rows, resetAt: Int64(reset.rounded(.up)))
    }
}
