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
    /// - Parameters:
    ///   - address: where the request comes from, by which visitors are told apart; those without one are taken for one.
    ///   - isCounted: whether anything is taken of it.
    func allowance(of principal: Principal, from address: String?, isCounted: Bool = true) -> Allowance? {
        guard let rate = principal.rate else { return nil }
        func key(_ who: RateHolder.Who) -> Key {
            Key(holder: RateHolder(tenant: principal.tenant, role: principal.role, who: who), rate: rate)
        }
        return Allowance(
            bucket: buckets.bucket(
                of: principal.rateHolder.map { Key(holder: $0, rate: rate) } ?? key(.address(address ?? "")), orOf: key(.others),
                at: Self.now),
            pace: RatePace(rowsPerMinute: rate.rowsPerMinute, burst: rate.burst), isCounted: isCounted)
    }

    /// Nanoseconds of a clock that never goes back.
    static var now: Int64 { Int64(truncatingIfNeeded: DispatchTime.now().uptimeNanoseconds) }
}
