/// How fast a bucket of rows fills, and how many go into it.
package struct RatePace: Sendable, Hashable {
    package let rowsPerMinute: Int
    /// Rows in a full bucket.
    package let burst: Int
    /// What one row takes to come back, in nanoseconds.
    let interval: Double

    package init(rowsPerMinute: Int, burst: Int) {
        self.rowsPerMinute = rowsPerMinute
        self.burst = burst
        interval = 60e9 / Double(rowsPerMinute)
    }

    /// Nanoseconds in which so many rows come back.
    func duration(of rows: Int) -> Int64 { Int64((Double(rows) * interval).rounded(.up)) }

    /// Rows that have come back after so many nanoseconds.
    func rows(in duration: Int64) -> Int { Int(Double(duration) / interval) }
}
