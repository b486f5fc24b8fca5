/// How much a viewer may ask for in a time: `souk.rate_limit` for one of them.
package struct RateLimit: Sendable, Hashable {
    /// Rows that come back in a minute.
    package let rowsPerMinute: Int
    /// Rows that there are at once when nothing was asked for a while.
    package let burst: Int

    package init(rowsPerMinute: Int, burst: Int) {
        self.rowsPerMinute = rowsPerMinute
        self.burst = burst
    }
}
