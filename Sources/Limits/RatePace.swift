/// How fast a bucket of rows fills, and how many go into it.
package struct RatePace: Sendable, Hashable {
    package let rowsPerMinute: Int
    /// Rows in a full bucket.
    package let burst: Int
    /// What one row takes to come back, in nanoseconds.
    let interval: Double
    /// What an empty bucket takes to fill, in nanoseconds.
    let capacity: Int64

    /// - Parameters: at least 1 each.
    package init(rowsPerMinute: Int, burst: Int) {
        self.rowsPerMinute = rowsPerMinute
        self.burst = burst
        interval = 60e9 / Double(rowsPerMinute)
        capacity = Self.nanoseconds(Double(burst) * interval)
    }

    /// Nanoseconds in which so many rows come back.
    func duration(of rows: Int) -> Int64 { Self.nanoseconds(Double(rows) * interval) }

    /// Rows that have come back after so many nanoseconds.
    func rows(in duration: Int64) -> Int { Int(Double(duration) / interval) }

    /// A hundred days at the most: what is added up of it stays far below what a number holds.
    private static func nanoseconds(_ duration: Double) -> Int64 { Int64(min(duration.rounded(.up), 8.64e15)) }
}
