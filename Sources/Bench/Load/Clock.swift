import Glibc

/// The clock that latencies are read from.
enum Clock {
    /// Nanoseconds since some moment, never going back.
    static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
