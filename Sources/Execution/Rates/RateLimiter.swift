import Access
import Dispatch
import Limits

/// Knows what each of those who are limited has left, in this process.
final class RateLimiter: Sendable {
    /// A limit that was changed begins anew: what was used of the former is nothing that the new one could count in.
    private struct Key: Hashable {
        let holder: RateHolder
        let rate: RateLimit
    }

    private let buckets = RateBuckets<Key>()

    /// Returns what the asker may use; nil where nothing limits it.
    ///
    /// - Parameter address: where the request comes from, by which visitors are told apart; those without one are taken for one.
    func allowance(of principal: Principal, from address: String?) -> Allowance? {
        guard let rate = principal.rate else { return nil }
        let holder =
            principal.rateHolder ?? RateHolder(tenant: principal.tenant, role: principal.role, who: .address(address ?? ""))
        return Allowance(
            bucket: buckets.bucket(of: Key(holder: holder, rate: rate), at: Self.now),
            pace: RatePace(rowsPerMinute: rate.rowsPerMinute, burst: rate.burst))
    }

    /// Nanoseconds of a clock that never goes back.
    static var now: Int64 { Int64(truncatingIfNeeded: DispatchTime.now().uptimeNanoseconds) }
}
