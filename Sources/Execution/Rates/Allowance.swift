import Foundation
import GraphQLLanguage
import Limits
import Planning

/// What a request may use of its asker's rate limit.
struct Allowance: Sendable {
    let bucket: RateBucket
    let pace: RatePace
    /// Whether the request takes anything of it: for one that does not, there is always room.
    let isCounted: Bool

    /// What every request counts as, though it may read nothing.
    static let least = 1

    /// The refusal of whatever is asked where not even the least is left; nil where it is. Takes nothing.
    func refusalOfNothingLeft() -> GraphQLResponse? {
        guard isCounted else { return nil }
        return bucket.wait(for: Self.least, at: RateLimiter.now, by: pace).map { refusal(after: $0, requested: nil) }
    }

    /// Takes what a request may cost; the refusal where there is no room for that.
    func take(for cost: CostEstimate) -> GraphQLResponse? {
        guard isCounted else { return nil }
        return bucket.take(Self.rows(of: cost), at: RateLimiter.now, by: pace).map { refusal(after: $0, requested: cost.total) }
    }

    /// Takes what a request costs that is not run; the refusal of the request where not even that is there.
    func takeLeast(of cost: CostEstimate) -> GraphQLResponse? {
        guard isCounted else { return nil }
        return bucket.take(Self.least, at: RateLimiter.now, by: pace).map { refusal(after: $0, requested: cost.total) }
    }

    /// Takes what every request costs, as far as it is there.
    func spendLeast() {
        if isCounted { bucket.spend(Self.least, at: RateLimiter.now, by: pace) }
    }

    /// Gives back what a request took and did not use.
    ///
    /// - Parameter rows: those that it read.
    func giveBack(of cost: CostEstimate, reading rows: Int) {
        let unused = Self.rows(of: cost) - max(cost.used(reading: rows), Self.least)
        if unused > 0, isCounted { bucket.giveBack(unused, by: pace) }
    }

    /// Gives back all that a request took.
    func giveBack(all cost: CostEstimate) {
        if isCounted { bucket.giveBack(Self.rows(of: cost), by: pace) }
    }

    private static func rows(of cost: CostEstimate) -> Int { max(cost.total, least) }

    private func refusal(after wait: Int64, requested: Int?) -> GraphQLResponse {
        let seconds = max(1, Int((wait + 999_999_999) / 1_000_000_000))
        let what = requested == nil ? "There will be some again" : "There is room for this request"
        let error = GraphQLError(
            .rateLimited, "No more than \(pace.rowsPerMinute) rows may be asked for in a minute. \(what) in \(seconds) s.",
            detail: #"{\#(requested.map { #""requested":\#($0),"# } ?? "")"rowsPerMinute":\#(pace.rowsPerMinute),"retryAfter":\#(seconds)}"#
        )
        var response = AnswerBody.refusal([error], cost: CostReport(requested: requested ?? Self.least, actual: 0, left: left))
        response.retryAfter = seconds
        return response
    }

    /// What is told of a request that was refused for what it is.
    var costOfRefusal: CostReport { CostReport(requested: Self.least, actual: 0, left: left) }

    /// What there is now.
    var left: CostReport.Left {
        let level = bucket.level(at: RateLimiter.now, by: pace)
        let reset = Date().timeIntervalSince1970 + Double(level.fullAfter) / 1e9
        return CostReport.Left(rows: level.rows, resetAt: Int64(reset.rounded(.up)))
    }
}
